using System.Runtime.InteropServices;
using System.Text.Json;
using CliWrap;
using RunScope.Testing;
using RunScope.Testing.HostProgram;

// A test host of its own: runs a command and passes its streams on. Its own last word is one JSON line on standard output.
//   HostProgram profile COMMAND ARGUMENTS...   through ProcessProfiler; SIGINT to this process asks the workload to stop
//   HostProgram plain COMMAND ARGUMENTS...     through CliWrap alone, to compare with
//   HostProgram launches COUNT AT-ONCE COMMAND ARGUMENTS...  profiles it so often and so often at once, while others use Process.Start and the garbage is collected all the time
//   HostProgram soak COUNT                     profiles so often, in turns what ends well, ends badly, is cancelled and isn't there, and says what is left of it
//   HostProgram attach PID                     through ProcessProfiler.AttachAsync, for 20 rounds
if (args[0] == "attach") return await AttachAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
if (args[0] == "launches") return await Launches.RunAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), args[3..]);
if (args[0] == "soak") return await Soak.RunAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
var command = Cli.Wrap(args[1])
    .WithArguments(args[2..])
    .WithStandardInputPipe(PipeSource.FromStream(Stream.Null))
    .WithStandardOutputPipe(PipeTarget.ToStream(Console.OpenStandardOutput()))
    .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
    .WithValidation(CommandResultValidation.None);

if (args[0] == "plain")
{
    var result = await command.ExecuteAsync();
    Say(new { host = Environment.ProcessId, exitCode = result.ExitCode });
    return 0;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
try
{
    var profile = await ProcessProfiler.ProfileAsync(command, gracefulCancellation: stop.Token);
    Say(new
    {
        host = Environment.ProcessId,
        exitCode = profile.ExitCode,
        exitSignal = profile.ExitSignal,
        endedBy = profile.EndedBy.ToString(),
        threads = profile.Threads.Select(t => t.Name),
        warnings = profile.Engine.Warnings,
    });
    return 0;
}
catch (Exception e) when (e is RunScopeException or OperationCanceledException)
{
    Say(new { host = Environment.ProcessId, error = e.GetType().Name, message = e.Message });
    return 1;
}

static async Task<int> AttachAsync(int pid)
{
    try
    {
        await using var attached = await ProcessProfiler.AttachAsync(pid);
        await foreach (var round in attached.RoundsAsync())
        {
            if (round.Number >= 20) break;
        }

        var profile = await attached.DetachAsync();
        Say(new
        {
            calls = attached.Access.Calls,
            details = attached.Access.Details,
            limits = attached.Access.Limits,
            sleeping = profile.States.Sleeping / profile.States.Total,
            io = profile.Io is not null,
            warnings = profile.Engine.Warnings,
        });
        return 0;
    }
    catch (AttachException e)
    {
        Say(new { problem = e.Problem.ToString(), message = e.Message, process = e.ProcessId, errno = e.Errno });
        return 1;
    }
}

static void Say(object line) => Console.Out.WriteLine(JsonSerializer.Serialize(line));
