using System.Globalization;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>A real terminal: a detached tmux session of a server of its own, in which a shell runs what it is given.</summary>
internal sealed class Tmux : IAsyncDisposable
{
    // Only a hang takes so long, also on a machine that is ten times as busy as it should be.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    private string Socket => _folder.File("tmux");

    public static bool IsInstalled => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(f => System.IO.File.Exists(Path.Combine(f, "tmux")));

    /// <summary>The folder in which the session runs.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Starts a shell with a script, whose end keeps the screen as it is.</summary>
    public static async Task<Tmux> StartAsync(string script, int columns, int rows)
    {
        var tmux = new Tmux();
        await System.IO.File.WriteAllTextAsync(tmux.File("script"), $"cd {tmux._folder.File("")}\n{script}\nexec sleep 10000\n");

        // In the place of the user's own shell, which may be one that would wait for it.
        await tmux.RunAsync("new-session", "-d", "-x", Text(columns), "-y", Text(rows), "exec sh " + tmux.File("script"));
        return tmux;
    }

    /// <summary>Presses keys, by their names in tmux(1).</summary>
    public Task KeysAsync(params string[] keys) => RunAsync(["send-keys", .. keys]);

    public Task ResizeAsync(int columns, int rows) => RunAsync("resize-window", "-x", Text(columns), "-y", Text(rows));

    /// <summary>What the screen shows.</summary>
    public Task<string> ScreenAsync() => RunAsync("capture-pane", "-p");

    /// <summary>A format of tmux(1), such as <c>#{alternate_on}</c>.</summary>
    public async Task<string> AskAsync(string format) => (await RunAsync("display-message", "-p", format)).Trim();

    /// <summary>The process of a name that the shell started.</summary>
    public async Task<int> ChildAsync(string name)
    {
        var shell = await AskAsync("#{pane_pid}");
        var children = (await System.IO.File.ReadAllTextAsync($"/proc/{shell}/task/{shell}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Select(c => int.Parse(c, CultureInfo.InvariantCulture)).Single(c => System.IO.File.ReadAllText($"/proc/{c}/comm").Trim() == name);
    }

    /// <summary>Waits until the screen matches an expression, and returns it.</summary>
    public async Task<string> WaitForAsync(string expression)
    {
        var screen = "";
        for (var until = DateTime.UtcNow + Longest; DateTime.UtcNow < until;)
        {
            screen = await ScreenAsync();
            if (Regex.IsMatch(screen, expression, RegexOptions.Multiline)) return screen;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The screen never showed {expression}; it shows:\n{screen}");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill-server");
        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Tool.StartAsync("tmux", ["-S", Socket, "-f", "/dev/null", .. arguments], environment: new Dictionary<string, string?> { ["TMUX"] = null, ["NO_COLOR"] = null });
        return result.ExitCode == 0 || arguments[0] == "kill-server" ? result.Output : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {result.Error}");
    }
}

/// <summary>A test that looks at a real terminal; skipped where tmux isn't installed.</summary>
internal sealed class NeedsTmuxFactAttribute : FactAttribute
{
    public NeedsTmuxFactAttribute()
    {
        if (!Tmux.IsInstalled) Skip = "There is no tmux: install it (sudo apt-get install tmux).";
    }
}
