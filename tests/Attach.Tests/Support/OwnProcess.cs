using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests.Support;

/// <summary>A program that a test has started, in no way by this project: it is the stranger that is attached to. Disposing it ends it.</summary>
internal sealed class OwnProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private OwnProcess(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // What a .NET program needs to find the runtime that runs these tests.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program.</summary>
    public static OwnProcess Start(string program, params IEnumerable<string> arguments) => new(Programs.Find(program) ?? program, arguments);

    /// <summary>Starts a server that can't let the kernel choose its port: it gets one that is free now, and another one when somebody else was quicker.</summary>
    public static async Task<(OwnProcess Server, int Port)> StartAtFreePortAsync(Func<int, OwnProcess> start, [StringSyntax(StringSyntaxAttribute.Regex)] string ready)
    {
        for (var attempts = 1; ; attempts++)
        {
            var port = FreePort();
            var server = start(port);
            try
            {
                await server.LineAsync(ready);
                return (server, port);
            }
            catch (InvalidOperationException) when (attempts < 5 && server.Said(new Regex("[Aa]ddress already in use")))
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Waits for a line of either stream that matches.</summary>
    /// <exception cref="InvalidOperationException">The process has ended without it.</exception>
    public async Task<Match> LineAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        var wanted = new Regex(pattern);
        Match? found = null;
        await Patience.UntilAsync(() => Find() is not null || HasEnded(), $"a line that matches {pattern} of {this}");
        return Find() ?? throw new InvalidOperationException($"It ended with {_process.ExitCode} and said nothing that matches {pattern}: {this}");

        Match? Find() => found ??= _lines.Select(line => wanted.Match(line)).FirstOrDefault(m => m.Success);
    }

    /// <summary>Asks it to end, and says how it did: the exit code, 128 and more for a signal.</summary>
    public async Task<int> EndAsync(int signal = Kernel.SIGTERM)
    {
        _process.HasExited.ShouldBeFalse(ToString());
        Kernel.Send(Id, signal);
        return await EndedAsync();
    }

    /// <summary>Waits until it has ended and all its output is read.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync().Patiently();
        return _process.ExitCode;
    }

    public bool Said(Regex pattern) => _lines.Any(pattern.IsMatch);

    public override string ToString() => $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}\n{string.Join('\n', _lines.TakeLast(20))}";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Its output has been read to the end as well, by WaitForExit without a limit.
    private bool HasEnded()
    {
        if (!_process.HasExited) return false;
        _process.WaitForExit();
        return true;
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
