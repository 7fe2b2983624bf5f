using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>xUnit v2 has no way to skip a test that already runs: this turns the failure that stands for it into a skip.</summary>
internal sealed class SkippingBus(IMessageBus inner) : IMessageBus
{
    private int _skipped;

    public bool QueueMessage(IMessageSinkMessage message)
    {
        if (message is not ITestFailed failed || failed.ExceptionTypes.FirstOrDefault() != typeof(SkippedTestException).FullName)
            return inner.QueueMessage(message);

        Interlocked.Increment(ref _skipped);
        return inner.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
    }

    /// <summary>xUnit's runner counted the skips as failures.</summary>
    public RunSummary Correct(RunSummary summary)
    {
        var skipped = Interlocked.Exchange(ref _skipped, 0);
        summary.Failed -= skipped;
        summary.Skipped += skipped;
        return summary;
    }

    public void Dispose()
    {
        // The inner bus belongs to the runner that made it.
    }
}

/// <summary>Carries the reason of a skip through xUnit's runner.</summary>
internal sealed class SkippedTestException(string reason) : Exception(reason);
