using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RunScope.Testing.Tests.Support;

/// <summary>Runs programs in surroundings.</summary>
internal static class Stage
{
    private const string Start = """
        set -e
        mount -t tmpfs -o mode=755 tmpfs "$PLACE"
        mkdir -p "$PLACE"/{programs,dotnet,home,tmp,run,bin}
        mount --bind "$PROGRAMS" "$PLACE/programs"
        mount --bind "$DOTNET" "$PLACE/dotnet"
        cp "$REFUSE" "$PLACE/bin/refuse"
        chown "$USER_ID:$USER_ID" "$PLACE"/{home,tmp,run}
        chmod 700 "$PLACE/run"
        cd "$PLACE"
        """;

    private static readonly Lazy<string> Refuse = new(Compile);
    private static int _users;

    /// <summary>Runs a command line of a shell there; programs are found in <c>$PLACE/programs</c>.</summary>
    public static async Task<StepResult> RunAsync(Surrounding where, string command)
    {
        // A user of its own for each run: limits of processes count all that a user has on the machine.
        var user = 60_000_000 + (Environment.ProcessId % 100_000 * 100) + Interlocked.Increment(ref _users);
        var variables = new Dictionary<string, string?>
        {
            ["HOME"] = "$PLACE/home",
            ["TMPDIR"] = "$PLACE/tmp",
            ["XDG_RUNTIME_DIR"] = "$PLACE/run",
            ["PATH"] = "$PLACE/dotnet:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            ["DOTNET_ROOT"] = "$PLACE/dotnet",
            ["LANG"] = "C.UTF-8",
            ["PLACE"] = "$PLACE",
        };
        foreach (var (name, value) in where.Variables) variables[name] = value;
        var environment = string.Join(' ', variables.Where(v => v.Value is not null).Select(v => $"{v.Key}=\"{v.Value}\""));
        var script = $"""
            {Start}
            {where.Setup}
            exec setpriv --reuid "$USER_ID" --regid "$USER_ID" --clear-groups --inh-caps=-all env -i {environment} {where.Before} sh -c '{command}'
            """;

        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "bash", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PLACE"] = "/mnt";
        start.Environment["PROGRAMS"] = Repository.Path("tests", "Conditions", "bin", Repository.Configuration, "net10.0");
        start.Environment["DOTNET"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment["REFUSE"] = Refuse.Value;
        start.Environment["USER_ID"] = user.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        try
        {
            var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(stdout, stderr, process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(9));
            return new StepResult(where.Name, process.ExitCode, Stopwatch.GetElapsedTime(began), await stdout, await stderr);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            if (where.Cleanup.Length > 0) await ShellAsync($"USER_ID={user}; {where.Cleanup}");
        }
    }

    /// <summary>What is missing for surroundings; null when nothing is.</summary>
    public static string? Missing(Surrounding where)
    {
        if (where.Needs.Length == 0 || NeedsRootTheoryAttribute.Missing is not null) return null;
        var (exitCode, told) = ShellAsync(where.Needs).GetAwaiter().GetResult();
        return exitCode == 0 ? null : $"{where.Name}: {told}";
    }

    private static async Task<(int ExitCode, string Told)> ShellAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (stdout, stderr) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, (await stdout + await stderr).Trim());
    }

    private static string Compile()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "refuse");
        using var gcc = Process.Start(new ProcessStartInfo("gcc", ["-O1", "-o", program, Path.Combine(AppContext.BaseDirectory, "refuse.c")]) { RedirectStandardError = true })!;
        var problem = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        gcc.ExitCode.ShouldBe(0, problem);
        return program;
    }
}
