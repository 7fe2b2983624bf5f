using System.Text;
using CsCheck;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public class ProcessTableTests
{
    private static readonly Gen<string> Argument = Gen.Char["ab -\n\t\u001b("].Array[0, 5].Select(c => new string(c));

    [Fact]
    public void A_hostile_name_does_not_shift_the_fields_of_a_process()
    {
        var line = "4127 (a) R 1 (\n<b>) D 4100 4127 4100 34816 4127 2097472 117 0 0 0 3 1 7 9 20 0 12 0 88123456 5787648 259 18446744073709551615 94 94 0\n"u8;

        ProcText.TryParseProcess(line, out var stat).ShouldBeTrue();

        stat.ShouldBe(new ProcessStat((byte)'D', 4100, IsKernelThread: true, 12, 88123456, 259));
    }

    [Theory]
    [InlineData('Z', 1, true)]
    [InlineData('Z', 3, false)]
    [InlineData('S', 1, false)]
    public void A_process_has_ended_when_its_last_thread_has(char state, int threads, bool ended)
    {
        ProcText.TryParseProcess(Encoding.UTF8.GetBytes($"7 (x) {state} 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 {threads} 0 5 0 0 0"), out var stat).ShouldBeTrue();

        stat.HasEnded.ShouldBe(ended);
    }

    [Fact]
    public void A_line_that_is_cut_off_anywhere_before_its_last_field_is_no_process()
    {
        var line = "7 (x) S 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 5 0 3 99"u8;

        for (var length = 0; length <= line.LastIndexOf("3 99"u8); length++) ProcText.TryParseProcess(line[..length], out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("7 (x) S 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 5 8192 3", true)]
    [InlineData("7 (x) S 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 5 8192 0", true)]
    [InlineData("7 (x 1) R 1 7 7 0 -1 4194308 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0", false)]
    [InlineData("7 (x) Z 1 7 7 0 -1 4194316 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0", false)]
    [InlineData("7 (x) S 1 7 7 0 -1 4194304 0", false)]
    public void What_is_ending_has_no_memory(string line, bool has) => ProcText.HasMemory(Encoding.UTF8.GetBytes(line)).ShouldBe(has);

    [Fact]
    public void Arguments_are_read_as_they_were_given_whatever_is_in_them() =>
        Gen.Select(Argument.Array[1, 5], Gen.Int[0, 300]).Sample((arguments, zeros) =>
        {
            // A title that was written over them leaves zeros behind, which aren't arguments.
            var text = Encoding.UTF8.GetBytes(string.Join('\0', arguments) + new string('\0', zeros));

            string.Join('\0', ProcessTable.SplitCommandLine(text)).ShouldBe(string.Join('\0', arguments).TrimEnd('\0'));
        });

    [Fact]
    public void This_process_is_in_the_table_with_what_is_known_of_it()
    {
        var table = ProcessTable.Read();

        var self = table.Processes.Single(p => p.Pid == Environment.ProcessId);
        self.User.ShouldBe(Unistd.EffectiveUser);
        self.Executable.ShouldBe(Environment.ProcessPath);
        self.CommandLine.ShouldNotBeEmpty();
        self.Threads.ShouldBeGreaterThan(1);
        self.CpuNs!.Value.ShouldBeGreaterThan(0);
        self.ResidentBytes.ShouldBeGreaterThan(1 << 20);
        self.Age(Clock.SinceBoot).ShouldBeLessThan(TimeSpan.FromHours(24));
        (self.IsKernelThread, self.HasEnded).ShouldBe((false, false));
        self.ReadStates()!.Value.WantsCpu.ShouldBeGreaterThan(0, "this very thread runs");
        table.Processes.Select(p => p.Pid).ShouldBeUnique();
        table.Processes.ShouldContain(p => p.Pid == self.Parent);
    }

    [Fact]
    public void A_thread_names_its_process_and_what_is_not_there_is_nothing()
    {
        var thread = Directory.EnumerateDirectories("/proc/self/task").Select(d => int.Parse(Path.GetFileName(d))).First(t => t != Environment.ProcessId);

        ProcessTable.ProcessOf(thread).ShouldBe(Environment.ProcessId);
        ProcessTable.ProcessOf(int.MaxValue).ShouldBeNull();
        ProcessTable.TryRead(int.MaxValue).ShouldBeNull();
        ProcessTable.TryRead(-1).ShouldBeNull();
    }
}
