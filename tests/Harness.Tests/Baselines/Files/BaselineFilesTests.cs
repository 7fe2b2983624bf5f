using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>Jobs come into baseline files and go out of them, and nothing is lost on the way.</summary>
public sealed class BaselineFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "tests", "Baselines", "Tests.Import.baseline.json");

    private string Received => Path.Combine(_folder.Path, "tests", "Baselines", "Tests.Import.received.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_job_begins_the_file_with_its_folders_and_the_next_ones_are_added()
    {
        BaselineFiles.TryRead(File, out _).ShouldBeFalse();

        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));
        var after = BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 200));

        after.Jobs.Length.ShouldBe(2);
        Read(File).Jobs.Select(j => j.Runs[0][GatedMetric.WallTime]).ShouldBe([0.1, 0.2]);
    }

    [Fact]
    public void A_file_has_the_permissions_that_new_files_of_this_user_have_because_it_is_committed()
    {
        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));
        var ordinary = Path.Combine(_folder.Path, "ordinary");
        Directory.CreateDirectory(ordinary);
        System.IO.File.WriteAllText(Path.Combine(ordinary, "file"), "");

        System.IO.File.GetUnixFileMode(File).ShouldBe(System.IO.File.GetUnixFileMode(Path.Combine(ordinary, "file")));
        System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!).ShouldBe(System.IO.File.GetUnixFileMode(ordinary));
    }

    [Fact]
    public void Nothing_but_the_file_is_left_in_the_folder()
    {
        BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 100)).ShouldBe(Received);
        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));

        Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!).ShouldBe([File]);
    }

    [Fact]
    public async Task Jobs_that_are_accepted_at_once_are_all_there()
    {
        const int Writers = 16;
        using var start = new Barrier(Writers);

        await Task.WhenAll(Enumerable.Range(1, Writers).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", i));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Read(File).Jobs.Select(j => j.Runs[0][GatedMetric.WallTime]!.Value * 1000).Order().ShouldBe(Enumerable.Range(1, Writers).Select(i => (double)i));
    }

    [Fact]
    public void A_file_that_cant_be_read_stays_as_it_is_whatever_is_asked()
    {
        const string Broken = "{ \"schemaVersion\": 1, \"test\": ";
        _folder.Write("tests/Baselines/Tests.Import.baseline.json", Broken, executable: false);

        foreach (var change in (Action[])[() => BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100)), () => BaselineFiles.RemoveJob(File, 1), () => BaselineFiles.Prune(File)])
            Should.Throw<BaselineFileException>(change).Message.ShouldStartWith($"Cannot read the baseline {File}: it ends too early, line 1. Restore it from version control");

        System.IO.File.ReadAllText(File).ShouldBe(Broken);
    }

    [Fact]
    public void Jobs_over_other_threads_arent_mixed()
    {
        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));
        var before = System.IO.File.ReadAllText(File);

        var error = Should.Throw<BaselineFileException>(() => BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100) with { Threads = "threads \"worker-*\"" }));

        error.Message.ShouldContain("its jobs are over application threads, this one is over threads \"worker-*\"");
        System.IO.File.ReadAllText(File).ShouldBe(before);
    }

    [Fact]
    public void Jobs_of_another_test_arent_mixed()
    {
        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));
        var before = System.IO.File.ReadAllText(File);

        var error = Should.Throw<BaselineFileException>(() => BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Export", 100)));

        error.Message.ShouldContain("its jobs are of Tests.Import, this one is of Tests.Export, and numbers of different tests can't be compared. Write the new name into the file");
        System.IO.File.ReadAllText(File).ShouldBe(before);
    }

    [Theory]
    [InlineData("gzip -9 big.csv", true)]
    [InlineData("/usr/bin/gzip -9 /build/7/big.csv", true)]
    [InlineData("gzip -9 small.csv", false)]
    [InlineData("gzip -1 big.csv", false)]
    public void A_command_is_like_another_whose_folders_alone_differ(string command, bool alike) =>
        (MadeBaseline.Of("Tests.Import", 100) with { Command = "/bin/gzip -9 /build/6/big.csv" }).HasCommandLike(command).ShouldBe(alike);

    [Fact]
    public void What_is_no_ordinary_file_is_refused_and_nobody_waits_for_it()
    {
        Directory.CreateDirectory(File);
        Should.Throw<BaselineFileException>(() => BaselineFiles.TryRead(File, out _)).Message.ShouldContain("it is no regular file. Make it a readable file");

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "zero"), "/dev/zero");
        Should.Throw<BaselineFileException>(() => BaselineFiles.TryRead(Path.Combine(_folder.Path, "zero"), out _)).Message.ShouldContain("it is no regular file");
    }

    [Fact]
    public async Task A_pipe_under_the_name_doesnt_hold_up_the_test()
    {
        var pipe = Path.Combine(_folder.Path, "pipe.baseline.json");
        await CliWrap.Cli.Wrap("mkfifo").WithArguments([pipe]).ExecuteAsync();

        Should.Throw<BaselineFileException>(() => BaselineFiles.TryRead(pipe, out _)).Message.ShouldContain("it is no regular file");
    }

    [Fact]
    public void A_file_far_too_large_is_refused()
    {
        using (var large = System.IO.File.Create(Path.Combine(_folder.Path, "large.baseline.json"))) large.SetLength(1L << 40);

        Should.Throw<BaselineFileException>(() => BaselineFiles.TryRead(Path.Combine(_folder.Path, "large.baseline.json"), out _)).Message.ShouldContain("it is larger than 16 MiB");
    }

    [Fact]
    public void A_folder_that_cant_be_written_is_named()
    {
        _folder.Write("tests", "a file where the folder would be", executable: false);

        Should.Throw<BaselineFileException>(() => BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100))).Message.ShouldStartWith($"Cannot write the baseline {File}: ");
        Should.Throw<BaselineFileException>(() => BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 100))).Message.ShouldStartWith($"Cannot write the baseline {Received}: ");
    }

    [Fact]
    public void A_result_that_waits_is_overwritten_by_the_next_and_can_be_removed()
    {
        BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 100));
        BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 200));
        Read(Received).Jobs.ShouldHaveSingleItem().Runs[0][GatedMetric.WallTime].ShouldBe(0.2);

        BaselineFiles.RemoveReceived(File);
        BaselineFiles.RemoveReceived(File);

        System.IO.File.Exists(Received).ShouldBeFalse();
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_result_that_several_accept_at_once_is_added_once()
    {
        BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 200));
        using var start = new Barrier(4);

        var accepted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                try
                {
                    BaselineFiles.AcceptReceived(Received, j => j with { Reason = "meant so" });
                    return true;
                }
                catch (BaselineFileException e)
                {
                    e.Message.ShouldContain("accepted or removed meanwhile");
                    return false;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        accepted.Count(a => a).ShouldBe(1);
        Read(File).Jobs.ShouldHaveSingleItem().Reason.ShouldBe("meant so");
        System.IO.File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public async Task Whatever_is_changed_waits_for_whoever_has_the_folder()
    {
        BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", 100));
        BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 200));
        foreach (var change in (Action[])[() => BaselineFiles.WriteReceived(File, MadeBaseline.Of("Tests.Import", 300)), () => BaselineFiles.RemoveReceived(File), () => BaselineFiles.Remove(File)])
        {
            Task changing;
            using (RunScope.Testing.Files.FolderLock.Take(Path.GetDirectoryName(File)!))
            {
                changing = Task.Run(change);
                await Task.Delay(100);
                changing.IsCompleted.ShouldBeFalse();
            }

            await changing;
        }

        Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!).ShouldBeEmpty();
    }

    [Fact]
    public void Jobs_are_removed_by_their_number_and_the_file_with_the_last()
    {
        for (var i = 1; i <= 3; i++) BaselineFiles.Accept(File, MadeBaseline.Of("Tests.Import", i));

        BaselineFiles.RemoveJob(File, 2)!.Jobs.Select(j => j.Runs[0][GatedMetric.WallTime]).ShouldBe([0.001, 0.003]);
        Should.Throw<BaselineFileException>(() => BaselineFiles.RemoveJob(File, 3)).Message.ShouldBe($"Cannot remove job 3 of the baseline {File}: it has the jobs 1 to 2. runscope baseline show lists them.");
        BaselineFiles.RemoveJob(File, 1).ShouldNotBeNull();
        BaselineFiles.RemoveJob(File, 1).ShouldBeNull();

        System.IO.File.Exists(File).ShouldBeFalse();
        Should.Throw<BaselineFileException>(() => BaselineFiles.RemoveJob(File, 1)).Message.ShouldStartWith($"There is no baseline {File}.");
        Should.Throw<BaselineFileException>(() => BaselineFiles.Remove(File));
    }

    [Fact]
    public void Pruning_keeps_the_newest_jobs_of_each_environment()
    {
        var (here, there) = (MadeBaseline.Environment, MadeBaseline.Environment with { CpuCount = 64 });
        var patched = here with { Kernel = "6.1.99-5-amd64" };
        foreach (var (environment, i) in new[] { here, there, here, here, patched, there }.Select((e, i) => (e, i)))
            BaselineFiles.Accept(File, MadeBaseline.Of("T") with { Jobs = [MadeBaseline.Job(i + 1) with { Environment = environment }] });
        var before = System.IO.File.ReadAllText(File);

        BaselineFiles.Prune(File, keep: 2, dryRun: true).ShouldBe(2);
        System.IO.File.ReadAllText(File).ShouldBe(before);
        BaselineFiles.Prune(File, keep: 2).ShouldBe(2);

        Read(File).Jobs.Select(j => j.Runs[0][GatedMetric.WallTime]).ShouldBe([0.002, 0.004, 0.005, 0.006]);
        BaselineFiles.Prune(File, keep: 2).ShouldBe(0);
    }

    [Theory]
    [InlineData(".NET 10.0.9", "6.1.99-5-amd64", 0)]
    [InlineData(".NET 10.1.0", "6.1.0-18-amd64", 1)]
    [InlineData(".NET 11.0.1", "6.1.0-18-amd64", 1)]
    [InlineData(".NET 10.0.1", "6.2.0-18-amd64", 1)]
    public void Patch_releases_are_no_difference_and_minor_ones_are(string runtime, string kernel, int differences) =>
        MadeBaseline.Environment.DifferencesFrom(MadeBaseline.Environment with { Runtime = runtime, Kernel = kernel }).Count().ShouldBe(differences);

    [Theory]
    [InlineData("a/X.baseline.json", "a/X.received.json")]
    [InlineData("a/X(9).v2.baseline.json", "a/X(9).v2.received.json")]
    public void A_result_lies_beside_its_baseline_under_the_same_stem(string baseline, string received)
    {
        BaselineFiles.ReceivedOf(baseline).ShouldBe(received);
        BaselineFiles.BaselineOf(received).ShouldBe(baseline);
    }

    private static Baseline Read(string file)
    {
        BaselineFiles.TryRead(file, out var baseline).ShouldBeTrue();
        return baseline!;
    }
}
