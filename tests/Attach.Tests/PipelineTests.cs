using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class PipelineTests
{
    private const int Blocks = 64;

    [Fact]
    public async Task A_pipeline_is_seen_whole_until_it_ends_by_itself()
    {
        await using var shell = OwnProcess.Start("sh", "-c", "cat | tr a-z A-Z | wc -c; exit 3");
        await Patience.UntilAsync(() => ProcText.Tree(shell.Id).Skip(1).Select(pid => ProcText.Try(() => ProcText.Name(pid))).Order().SequenceEqual(["cat", "tr", "wc"]), "the pipeline runs");
        var members = ProcText.Tree(shell.Id);

        // A program that has just started still has pages of itself to read from disk.
        await Patience.UntilAsync(() => members.All(pid => Waits(pid, pid == shell.Id ? "wait" : "pipe")), "each waits for another");

        await using var attached = await ProcessProfiler.AttachAsync(shell.Id).Patiently();
        var first = (await Attachment.RoundsOf(attached, 3).Patiently())[^1];
        for (var i = 0; i < Blocks; i++) await shell.Input.WriteAsync(new string('a', 1 << 16));
        shell.Input.Close();
        var ended = await shell.EndedAsync();
        var profile = await attached.Completion.Patiently();

        ended.ShouldBe(3);
        await shell.LineAsync($"^ *{Blocks << 16}$");
        first.Samples.Select(s => s.ProcessId).ShouldBe(members, ignoreOrder: true);
        first.Samples.Select(s => s.ThreadName).ShouldBe(["sh", "cat", "tr", "wc"], ignoreOrder: true);
        first.Samples.ShouldAllBe(s => s.State == TaskState.Sleeping);
        if (attached.Access.Calls) first.Samples.Single(s => s.ThreadId == shell.Id).Call.ShouldBe("wait4");
        foreach (var reader in first.Samples.Where(s => s.ProcessId != shell.Id && attached.Access.Calls))
        {
            reader.Call.ShouldBe("read", reader.ThreadName);
            reader.Target!.ShouldStartWith("pipe:[");
        }

        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
        profile.EndedBy.ShouldBe(EndedBy.Exit);
        profile.ExitCode.ShouldBeOneOf(3, null); // told by kernels from 6.15 on
        profile.Processes.Select(p => p.ProcessId).ShouldBe(members, ignoreOrder: true);
        profile.Processes.ShouldAllBe(p => p.End != null);
        attached.IsSampling.ShouldBeFalse();
    }

    // Where the kernel keeps the function that it sleeps in to itself, that it sleeps is all that can be known.
    private static bool Waits(int pid, string place) =>
        ProcText.Try(() => ProcText.StatField(pid, 3)) == "S" && ProcText.Try(() => File.ReadAllText($"/proc/{pid}/wchan")) is { } wchan && (wchan is "" or "0" || wchan.Contains(place, StringComparison.Ordinal));
}
