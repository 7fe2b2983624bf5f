using CsCheck;
using RunScope.Testing.Analysis.Redaction;

namespace RunScope.Testing.Tests;

public class RedactorTests
{
    [Theory]
    [InlineData("password=hunter2", "password=***")]
    [InlineData("DB_PASSWORD=\"two words\" next", "DB_PASSWORD=\"***\" next")]
    [InlineData("Server=db;User Id=sa;Pwd=x;Timeout=5", "Server=db;User Id=sa;Pwd=***;Timeout=5")]
    [InlineData("https://host/path?token=abc&page=2", "https://host/path?token=***&page=2")]
    [InlineData("https://store/blob?sv=1&sig=a%2Fb%3D&se=2", "https://store/blob?sv=1&sig=***&se=2")]
    [InlineData("{\"api_key\": \"k-1\", \"n\": 1}", "{\"api_key\": \"***\", \"n\": 1}")]
    [InlineData("password: hunter22", "password: ***")]
    [InlineData("Authorization: Bearer abc.def-ghi", "Authorization: ***")]
    [InlineData("curl -H 'Authorization: Basic dXNlcjpwYXNz' http://x", "curl -H 'Authorization: ***' http://x")]
    [InlineData("sent bearer abcdefgh12 to it", "sent bearer *** to it")]
    [InlineData("Set-Cookie: session=1; Path=/", "Set-Cookie: ***")]
    [InlineData("tool --password hunter2 --verbose", "tool --password *** --verbose")]
    [InlineData("tool --db-password 'hunter 2' x", "tool --db-password '***' x")]
    [InlineData("postgres://user:p4ss@host:5432/db", "postgres://user:***@host:5432/db")]
    [InlineData("cloned with ghp_abcdefghijklmnopqrstuvwxyz012345", "cloned with ***")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,01\n\nabc\n-----END RSA PRIVATE KEY-----\nafter", "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----\nafter")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nab-c", "-----BEGIN PRIVATE KEY-----***")]
    [InlineData("{\"message\":\"{\\\"password\\\":\\\"hunter2x\\\",\\\"n\\\":1}\"}", "{\"message\":\"{\\\"password\\\":\\\"***\\\",\\\"n\\\":1}\"}")]
    [InlineData("{\\\"password\\\":\\\"a\\\\\\\"b\\\",\\\"n\\\":1}", "{\\\"password\\\":\\\"***\\\",\\\"n\\\":1}")]
    [InlineData("\"log\":\"\\\"Authorization\\\": \\\"Bearer abc\\\"\"", "\"log\":\"\\\"Authorization\\\": \\\"***\\\"\"")]
    [InlineData("\"line\":\"\\\"password=hunter2\\\" was given\"", "\"line\":\"\\\"password=***\\\" was given\"")]
    [InlineData("secret=\"a\\\"b\" next", "secret=\"***\" next")]
    [InlineData("password=C:\\dir\\x next", "password=*** next")]
    [InlineData("git clone https://0123456789abcdef0123@github.com/x", "git clone https://***@github.com/x")]
    [InlineData("git clone https://0123456789abcdef0123:@github.com/x", "git clone https://***:@github.com/x")]
    public void The_obvious_is_hidden(string text, string shown) => Redactor.Default.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("PWD=/work/project")]
    [InlineData("unexpected token: ;")]
    [InlineData("the password is wrong")]
    [InlineData("https://host:8080/path")]
    [InlineData("token_count=17, tokens per second")]
    [InlineData("at System.Threading.CancellationToken.Register(Action callback)")]
    [InlineData("gzip -9 -k -f corpus.bin")]
    [InlineData("ssh://git@github.com/x, https://first.last@host")]
    public void What_only_looks_like_it_stays(string text) => Redactor.Default.Text(text).ShouldBe(text);

    [Fact]
    public void The_argument_behind_an_option_is_hidden_whole() =>
        Redactor.Default.Arguments(["login", "--password", "hunter 2", "--token=abc", "-v"]).ShouldBe(["login", "--password", "***", "--token=***", "-v"]);

    [Theory]
    [InlineData("--db-password=", "pa,ss;word9")]
    [InlineData("-p:ApiKey=", "one&two three")]
    [InlineData("/p:ApiKey=", "one,two")]
    [InlineData("DB_PASSWORD=", "a\"quoted'one")]
    [InlineData("--token=", "-----\nsecond line")]
    public void An_argument_of_a_secret_name_is_hidden_to_its_end(string name, string secret)
    {
        var run = Redactor.Default.ForRun(["login", name + secret], []);

        run.Arguments(["login", name + secret]).ShouldBe(["login", name + "***"]);
        Redactor.Default.Arguments([name + secret]).ShouldBe([name + "***"]);
        run.Text($"login with {secret} failed").ShouldBe("login with *** failed");
    }

    [Fact]
    public void A_secret_within_a_longer_argument_leaves_the_rest_of_it() =>
        Redactor.Default.Arguments(["Server=db;Password=x;Timeout=5", "https://host/?token=abc&page=2"]).ShouldBe(["Server=db;Password=***;Timeout=5", "https://host/?token=***&page=2"]);

    [Fact]
    public void What_the_command_line_and_the_environment_hold_is_hidden_where_nothing_tells_of_it()
    {
        var run = Redactor.Default.ForRun(["--password", "first-secret", "url=ftp://me:second-secret@host"], ["API_KEY=third-secret", "PATH=/usr/bin", "PIN=1234"]);

        run.Text("first-secret/second-secret/third-secret at /usr/bin, 1234").ShouldBe("***/***/*** at /usr/bin, 1234");
        run.Name("runs first-sec").ShouldBe("runs first-sec");
        run.Name("runs first-secr").ShouldBe("runs ***");
    }

    [Fact]
    public void Short_values_and_plain_words_are_not_hidden_everywhere() =>
        Redactor.Default.ForRun(["--password", "a"], ["POSTGRES_PASSWORD=postgres"]).Text("a cat in postgres").ShouldBe("a cat in postgres");

    [Fact]
    public void Patterns_of_the_user_hide_their_match_or_the_group_named_secret()
    {
        var redactor = Redactor.Of(["customer-\\d+", "pin (?<secret>\\d+)"], builtIn: true);

        redactor.Text("customer-17 has pin 4711, password=x").ShouldBe("*** has pin ***, password=***");
    }

    [Fact]
    public void The_built_in_patterns_can_be_switched_off()
    {
        var redactor = Redactor.Of(["customer-\\d+"], builtIn: false);

        redactor.Text("customer-17 password=x").ShouldBe("*** password=x");
        redactor.Arguments(["--password", "x"]).ShouldBe(["--password", "x"]);
    }

    [Fact]
    public void Hiding_twice_is_hiding_once()
    {
        const string Text = "password=hunter2 Authorization: Bearer abc --token xyz postgres://u:p@h";
        var once = Redactor.Default.Text(Text);

        Redactor.Default.Text(once).ShouldBe(once);
    }

    [Fact]
    public void A_stream_without_its_beginning_loses_its_first_line_which_may_be_the_rest_of_a_secret()
    {
        Redactor.Default.Tail("of-a-secret\nsecond line\n", truncated: true).ShouldBe("second line\n");
        Redactor.Default.Tail("of-a-secret", truncated: true).ShouldBe("***");
        Redactor.Default.Tail("a whole line\n", truncated: false).ShouldBe("a whole line\n");
    }

    [Fact]
    public void Long_hostile_text_takes_no_time_to_speak_of()
    {
        var texts = new[] { new string('-', 100_000), string.Concat(Enumerable.Repeat("--a-", 25_000)), string.Concat(Enumerable.Repeat("password", 12_000)), string.Concat(Enumerable.Repeat("://", 30_000)),
            "password=" + new string('\\', 100_000), string.Concat(Enumerable.Repeat("password\\\"=\\\"", 8_000)), string.Concat(Enumerable.Repeat("token=\\'a", 12_000)) + "\"", string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY-----", 4_000)) };

        // Each pattern has ten seconds before its text would be hidden whole; one that isn't linear would take minutes.
        foreach (var text in texts) Redactor.Default.Text(text).ShouldNotBe("***");
    }

    [Fact]
    public void Nothing_in_a_profile_is_left_out()
    {
        var profile = MadeUp("s3cret-value");
        var json = ProfileJson.ToJson(Redactor.Default.ForRun(["--password", "s3cret-value"], []).Without(profile));

        ProfileJson.ToJson(profile).ShouldContain("s3cret-value");
        json.ShouldNotContain("s3cret-value");
        ProfileJson.Parse(json).Threads.Length.ShouldBe(profile.Threads.Length);
    }

    [Fact]
    public void An_error_keeps_its_kind_and_data_and_loses_its_secret()
    {
        var error = Redactor.Default.Without(new WorkloadLaunchException("no file token=abc", new IOException("token=abc")) { ShellExitCode = 127, Errno = 2 });

        error.ShouldBeOfType<WorkloadLaunchException>().ShellExitCode.ShouldBe(127);
        error.Errno.ShouldBe(2);
        error.ToString().ShouldNotContain("abc");
    }

    // Every text of a profile is the secret, so that one that is added later is missed by nobody.
    private static ProcessProfile MadeUp(string secret)
    {
        var profile = Made.Gzip();
        return profile with
        {
            Target = new TargetInfo(secret, [secret], secret, 1, secret),
            Engine = profile.Engine with { Reason = secret, Warnings = [secret] },
            Processes = [.. profile.Processes.Select(p => p with { Name = secret, Executable = secret })],
            Threads = [.. profile.Threads.Select(t => t with { Name = secret })],
            Phases = [new Phase { Name = secret, Start = TimeSpan.Zero }],
            Waits = [new Wait { State = TaskState.Sleeping, Call = secret, Target = secret, Frames = [secret] }],
            Environment = new EnvironmentInfo([secret], [secret]),
            Output = new OutputTails(secret, secret, false),
        };
    }

    [Fact]
    public void A_text_that_the_patterns_are_spared_has_no_match_of_any()
    {
        // Pieces of what secrets look like, in any order and any case.
        string[] pieces =
        [
            "password", "PassWd", "passphrase", "Secret", "token", "api_key", "access-key", "credential", "pwd", "Pwd", "authorization", "Cookie", "bearer ", "&sig=", "://", "user:pass@", "a@b",
            "ghp_abcdefghijklmnopqrstuvwxyz", "glpat-abcdefghijklmnopqrstu", "xoxb-0123456789ab", "AKIA0123456789ABCDEF", "eyJhbGciOi.eyJzdWIi.x", "-----BEGIN PRIVATE KEY-----", "to\u212Aen",
            "=", ": ", " ", "\"", "'", "value1234", "--", "\n", "x", "KEY", "npm_abcdefghijklmnopqrstuvwxyz0123", "oy2abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 5].Sample(chosen =>
        {
            var text = string.Concat(chosen.Select(i => pieces[i]));
            if (SecretPatterns.BuiltInFor(text).IsEmpty)
            {
                foreach (var pattern in SecretPatterns.BuiltIn) pattern.IsMatch(text).ShouldBeFalse(text);
            }
        });
        SecretPatterns.BuiltInFor("--port 8080 /srv/app.dll").IsEmpty.ShouldBeTrue("most texts are spared");
    }
}
