using System.Diagnostics;

namespace RunScope.Testing.Tests;

public sealed class RunGateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gate-");
    private readonly List<string> _announced = [];

    private string LockFile => Path.Combine(_folder.FullName, "runscope.lock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_test_of_one_process_waits_for_the_first()
    {
        var gate = new RunGate([LockFile]);
        var first = await gate.EnterAsync("first", _announced.Add);

        var second = gate.EnterAsync("second", _announced.Add);

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
        _announced.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_waits_for_another_process_and_says_for_whom()
    {
        using var other = Process.Start("sleep", "60");
        var held = Hold(new RunHolder(ProcessIdentity.TryRead(other.Id)!.Value.Process, "Its_test"));

        var waits = new TaskCompletionSource();
        var turn = new RunGate([LockFile]).EnterAsync("ours", words =>
        {
            _announced.Add(words);
            waits.SetResult();
        });
        await waits.Task;
        turn.IsCompleted.ShouldBeFalse();
        held.Dispose();
        (await turn).Dispose();
        other.Kill();

        _announced.ShouldBe([$"Waiting for process {other.Id} (Its_test), which runs a profiled test: two at once would measure each other."]);
    }

    [Fact]
    public async Task Everyone_who_waits_for_another_process_says_so()
    {
        using var other = Process.Start("sleep", "60");
        var held = Hold(new RunHolder(ProcessIdentity.TryRead(other.Id)!.Value.Process, "Its_test"));
        var gate = new RunGate([LockFile]);
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());

        var turn = gate.ShareAsync("first", first.SetResult);
        await first.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var next = gate.ShareAsync("second", second.SetResult);

        (await second.Task.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(await first.Task);
        next.IsCompleted.ShouldBeFalse();
        held.Dispose();
        (await turn).Dispose();
        (await next).Dispose();
        other.Kill();
    }

    [Fact]
    public async Task A_holder_that_is_our_ancestor_lets_us_pass()
    {
        var parent = ProcessIdentity.TryRead(ProcessIdentity.TryRead(Environment.ProcessId)!.Value.Parent)!.Value.Process;
        using var held = Hold(new RunHolder(parent, "Profiles_us"));

        using var turn = await new RunGate([LockFile]).EnterAsync("ours", _announced.Add);

        _announced.ShouldBeEmpty();
    }

    [Fact]
    public async Task Our_own_name_left_in_the_file_does_not_let_us_pass_the_next_holder()
    {
        var held = Hold(new RunHolder(ProcessIdentity.Current, "Ours_before"));

        var waits = new TaskCompletionSource();
        var turn = new RunGate([LockFile]).EnterAsync("ours", _ => waits.SetResult());
        await waits.Task;
        turn.IsCompleted.ShouldBeFalse();
        held.Dispose();
        (await turn).Dispose();
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_the_gate_to_others()
    {
        var gate = new RunGate([LockFile]);
        var held = Hold(new RunHolder(new ProcessIdentity(1, 0), "Its_test"));
        using var givenUp = new CancellationTokenSource();

        var turn = gate.EnterAsync("ours", _announced.Add, givenUp.Token);
        await givenUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(turn);
        held.Dispose();

        (await gate.EnterAsync("next", _announced.Add).WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task The_lock_file_is_its_owners_alone_and_empty_when_nobody_holds_it()
    {
        (await new RunGate([LockFile]).EnterAsync("ours", _announced.Add)).Dispose();

        File.GetUnixFileMode(LockFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(LockFile).Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_symbolic_link_in_the_place_of_the_lock_file_is_not_followed()
    {
        var victim = Path.Combine(_folder.FullName, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.CreateSymbolicLink(LockFile, victim);

        (await new RunGate([LockFile]).EnterAsync("ours", _announced.Add)).Dispose();

        (await File.ReadAllTextAsync(victim)).ShouldBe("precious");
        _announced.ShouldHaveSingleItem().ShouldStartWith("Other test processes can't be kept away while this test runs: open on ");
    }

    [Fact]
    public async Task Without_any_folder_for_the_file_tests_still_run_and_say_so()
    {
        using var turn = await new RunGate(["/proc/self/nowhere/runscope.lock"]).EnterAsync("ours", _announced.Add);

        _announced.ShouldHaveSingleItem().ShouldStartWith("Other test processes can't be kept away while this test runs: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("12\n")]
    [InlineData("x\ny\nz\n")]
    public void A_holder_that_was_not_written_whole_is_unknown(string text) => RunHolder.Parse(text).ShouldBeNull();

    /// <summary>The lock as another process would have it: the kernel knows an open file, not a process.</summary>
    private RunLockFile Hold(RunHolder holder)
    {
        var file = RunLockFile.Open([LockFile], out _)!;
        file.TryTake().ShouldBeTrue();
        file.WriteHolder(holder);
        return file;
    }
}
