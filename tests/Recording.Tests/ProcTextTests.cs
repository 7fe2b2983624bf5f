using System.Text;
using CsCheck;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public class ProcTextTests
{
    // Captured from /proc/PID/stat of a thread that had named itself "a) R 1 (\n<b>".
    private static readonly byte[] HostileStat =
        "4127 (a) R 1 (\n<b>) D 4100 4127 4100 34816 4127 4194304 117 0 0 0 3 1 7 9 20 0 1 0 88123456 5787648 259 18446744073709551615 94 94 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n"u8.ToArray();

    [Fact]
    public void A_name_with_parentheses_and_newlines_does_not_confuse_the_state()
    {
        ProcText.TryParseStat(HostileStat, out var state, out var name).ShouldBeTrue();

        ((char)state).ShouldBe('D');
        Encoding.UTF8.GetString(name).ShouldBe("a) R 1 (\n<b>");
    }

    [Fact]
    public void Parent_start_time_and_reaped_children_are_read_from_their_fields()
    {
        ProcText.TryParseStatOrigin(HostileStat, out var ended, out var parent, out var start).ShouldBeTrue();

        parent.ShouldBe(4100);
        start.ShouldBe(88123456UL);
        ended.ShouldBeFalse();
        ProcText.TryParseChildren(HostileStat, out var ticks, out var faults).ShouldBeTrue();
        (ticks, faults).ShouldBe((7 + 9, 0));
    }

    [Fact]
    public void Page_faults_of_reaped_children_are_told_from_the_process_own()
    {
        ProcText.TryParseChildren("1 (sh) S 1 1 1 0 -1 4194304 117 31 5 2 3 1 7 9 20 0 1 0 8 5 2"u8, out _, out var faults).ShouldBeTrue();

        faults.ShouldBe(31 + 2);
    }

    [Fact]
    public void Schedstat_holds_run_time_wait_time_and_switches()
    {
        ProcText.TryParseSchedstat("1828394 55021 17\n"u8, out var run, out var wait, out var switches).ShouldBeTrue();

        (run, wait, switches).ShouldBe((1828394, 55021, 17));
    }

    [Fact]
    public void Status_is_searched_by_whole_keys()
    {
        var text = "Name:\tsh\nVmPeak:\t    2576 kB\nVmHWM:\t    1636 kB\nvoluntary_ctxt_switches:\t4\nnonvoluntary_ctxt_switches:\t11\n"u8;

        ProcText.TryFindStatus(text, "VmHWM:"u8, out var peak).ShouldBeTrue();
        ProcText.TryFindStatus(text, "voluntary_ctxt_switches:"u8, out var voluntary).ShouldBeTrue();
        ProcText.TryFindStatus(text, "VmSwap:"u8, out _).ShouldBeFalse();

        peak.ShouldBe(1636);
        voluntary.ShouldBe(4);
    }

    [Theory]
    [InlineData("Name:\tsh\nSigIgn:\t0000000000384004\nX:\t1\n", true)]
    [InlineData("Name:\tsh\nSigIgn:\t000000000038400\0\n", false)]
    [InlineData("Name:\tsh\nSigIgn:\t00000000003840040\n", false)]
    [InlineData("Name:\tsh\nSigIgn:\t0000000000384004", false)]
    [InlineData("Name:\tSigIgn:\t0000000000384004\n", false)]
    public void A_set_of_signals_has_sixteen_digits_and_ends(string status, bool isRead)
    {
        StatusMask.TryFind(status, "SigIgn:", out var mask).ShouldBe(isRead);
        if (isRead) mask.ShouldBe(0x384004UL);
    }

    [Fact]
    public void The_last_PID_is_the_last_word_of_loadavg()
    {
        ProcText.TryParseLastPid("0.20 0.18 0.12 1/80 11206\n"u8, out var pid).ShouldBeTrue();
        pid.ShouldBe(11206);
    }

    [Theory]
    [InlineData("0 0x3 0x7ffd 0x2000 0x0 0x0 0x0 0x7ffc 0x7f12\n", 0, 3UL)]
    [InlineData("202 0x7f3a2c000b60 0x189 0x0 0x0 0x0 0x0 0x7ffc 0x7f12\n", 202, 0x7f3a2c000b60UL)]
    [InlineData("-1 0x7ffc 0x7f12\n", -1, 0UL)]
    public void A_blocked_thread_tells_its_call_and_first_argument(string text, int call, ulong argument)
    {
        ProcText.TryParseSyscall(Encoding.UTF8.GetBytes(text), out var number, out var first).ShouldBeTrue();
        (number, first).ShouldBe((call, argument));
    }

    [Fact]
    public void A_running_thread_is_in_no_call() => ProcText.TryParseSyscall("running\n"u8, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData('R', BlockedKind.None)]
    [InlineData('S', BlockedKind.Sleeping)]
    [InlineData('D', BlockedKind.DiskSleep)]
    [InlineData('T', BlockedKind.Stopped)]
    [InlineData('t', BlockedKind.Stopped)]
    [InlineData('I', BlockedKind.Other)]
    public void State_letters_are_those_of_the_man_page(char letter, object kind) => ProcText.KindOf((byte)letter).ShouldBe((BlockedKind)kind);

    [Fact]
    public void No_bytes_whatever_make_a_parser_throw()
    {
        var noise = Gen.Byte.Array[0, 400];
        var damaged = from at in Gen.Int[0, HostileStat.Length - 1] from value in Gen.Byte from cut in Gen.Int[0, HostileStat.Length] select Damage(at, value, cut);
        Gen.OneOf(noise, damaged).Sample(
            text =>
            {
                ProcText.TryParseStat(text, out _, out _);
                ProcText.TryParseStatOrigin(text, out _, out _, out _);
                ProcText.TryParseChildren(text, out _, out _);
                ProcText.TryParseSchedstat(text, out _, out _, out _);
                ProcText.TryFindStatus(text, "VmHWM:"u8, out _);
                ProcText.TryParseLastPid(text, out _);
                ProcText.TryParseSyscall(text, out _, out _);
            },
            iter: 20_000);
    }

    private static byte[] Damage(int at, byte value, int cut)
    {
        var text = HostileStat.ToArray();
        text[at] = value;
        return text[..cut];
    }
}
