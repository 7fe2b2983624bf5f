using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Attaching;

/// <summary>Attaches: on a thread of its own, whose first round is awaited.</summary>
internal static class AttachedStart
{
    /// <summary>With what the configuration of this process says about what the options leave open.</summary>
    public static Task<AttachedProcess> ConfiguredAsync(int processId, AttachOptions? options, Func<bool>? isSame, CancellationToken cancellationToken)
    {
        var configured = RunScopeConfiguration.OfProcess.With();
        return Async(processId, configured.OverAttach(options), configured.Redactor, isSame, cancellationToken);
    }

    /// <summary>With options of which the configuration has had its say.</summary>
    /// <param name="processId">The process ID.</param>
    /// <param name="options">How to watch it.</param>
    /// <param name="redactor">Hides secrets.</param>
    /// <param name="isSame">Whether the process that was found is the one that was meant; null when any is.</param>
    /// <param name="cancellationToken">Gives up attaching.</param>
    public static async Task<AttachedProcess> Async(int processId, AttachOptions options, Redactor redactor, Func<bool>? isSame = null, CancellationToken cancellationToken = default)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems), nameof(options));
        cancellationToken.ThrowIfCancellationRequested();
        HostMachine.RequireProfiling();
        var sampling = new AttachedSampling(options, redactor);
        sampling.Start(processId, isSame);
        try
        {
            await sampling.Begun.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            sampling.Detach();
            throw;
        }
        catch (AttachException e)
        {
            // Names of processes may hold anything.
            throw new AttachException(e.Problem, VisibleText.Of(redactor.Text(e.Message), 2000), e.InnerException) { ProcessId = e.ProcessId, Errno = e.Errno, Syscall = e.Syscall };
        }

        return new AttachedProcess(sampling);
    }
}
