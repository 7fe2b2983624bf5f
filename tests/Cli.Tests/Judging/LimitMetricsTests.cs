using CsCheck;
using RunScope.Testing.Cli.Judging;

namespace RunScope.Testing.Tests;

public sealed class LimitMetricsTests
{
    private const string Form = "write a metric, <= or >=, and a value, such as \"DiskSleep<=5%\"";

    [Theory]
    [InlineData("DiskSleep<=5%", "[ThreadState(DiskSleep, AtMost = 0.05)]")]
    [InlineData(" running + RUNNABLE >= 90 % ", "[ThreadState(Running, Runnable, AtLeast = 0.9)]")]
    [InlineData("DiskSleep<=0.05", "[ThreadState(DiskSleep, AtMost = 0.05)]")]
    [InlineData("DiskSleep[worker-*]<=200ms", "[ThreadState(DiskSleep, AtMostTime = \"200ms\", Threads = \"worker-*\")]")]
    [InlineData("Sleeping[a[0]b]\u226550%", "[ThreadState(Sleeping, AtLeast = 0.5, Threads = \"a[0]b\")]")]
    [InlineData("OnCpu[Main]<=1.5", "[OnCpu(AtMost = 1.5, Threads = \"Main\")]")]
    [InlineData("WallTime<=1m30s", "[WallTime(AtMost = \"1m30s\")]")]
    [InlineData("CpuTime>=2s", "[CpuTime(AtLeast = \"2s\")]")]
    [InlineData("BlockedTime[All]<=2s", "[BlockedTime(AtMost = \"2s\", Threads = \"All\")]")]
    [InlineData("RunQueueDelay<=100ms", "[RunQueueDelay(AtMost = \"100ms\")]")]
    [InlineData("ContextSwitches<=5000", "[ContextSwitches(AtMost = 5000)]")]
    [InlineData("VoluntarySwitches<=50", "[ContextSwitches(Voluntary = true, AtMost = 50)]")]
    [InlineData("InvoluntarySwitches[All]<=50", "[ContextSwitches(Involuntary = true, AtMost = 50, Threads = \"All\")]")]
    [InlineData("ThreadCount<=64", "[ThreadCount(AtMost = 64)]")]
    [InlineData("TotalThreads<=64", "[ThreadCount(Total = true, AtMost = 64)]")]
    [InlineData("PeakMemory<=64MB", "[PeakMemory(AtMost = \"64MB\")]")]
    [InlineData("DiskIo<=1GiB", "[DiskIo(AtMost = \"1GiB\")]")]
    [InlineData("BytesRead<=1MB", "[DiskIo(Read = true, AtMost = \"1MB\")]")]
    [InlineData("BytesWritten>=1kB", "[DiskIo(Written = true, AtLeast = \"1kB\")]")]
    public void A_limit_becomes_the_attribute_of_a_test(string text, string attribute)
    {
        LimitMetrics.TryMake(text, out var limit, out var problem).ShouldBeTrue(problem);

        $"[{limit!.ToString()!.Trim('[', ']')}]".ShouldBe(attribute);
    }

    [Theory]
    [InlineData("", "has no comparison: " + Form)]
    [InlineData("DiskSleep", "has no comparison: " + Form)]
    [InlineData("DiskSleep 5%", "has no comparison: " + Form)]
    [InlineData("DiskSleep[a]", "has no comparison: " + Form)]
    [InlineData("<=5%", "names nothing to limit: " + Form)]
    [InlineData("DiskSleep<=", "has no value: " + Form)]
    [InlineData("DiskSleep<5%", "has \"<\": write <= for at most, >= for at least")]
    [InlineData("DiskSleep=5%", "has \"=\": write <= for at most, >= for at least")]
    [InlineData("DiskSleep=<5%", "has \"=<\": write <= for at most, >= for at least")]
    [InlineData("5%<=DiskSleep<=9%", "has two comparisons: write --limit twice, once for each")]
    [InlineData("DiskSleep[worker<=5%", "has a [ and no ] after it: write the threads as in \"DiskSleep[worker-*]<=5%\"")]
    [InlineData("DiskSleep[]<=5%", "names no threads between [ and ]: leave the brackets out, or write \"[worker-*]\", \"[Main]\" or \"[All]\"")]
    [InlineData("DiskSleep[a]b<=5%", "has \"b\" between the threads and the comparison: " + Form)]
    [InlineData("DiskSlep<=5%", "names \"DiskSlep\", which is no metric: did you mean DiskSleep?")]
    [InlineData("4<=5%", "names \"4\", which is no metric: there are Running, Runnable, Sleeping,*")]
    [InlineData("Running+<=5%", "has nothing beside a +: write a sum of states as \"Running+Runnable>=90%\"")]
    [InlineData("Running+WallTime<=5s", "adds WallTime to something else: only states can be added, as in \"Running+Runnable>=90%\"")]
    [InlineData("Running+Running<=5%", "Running is named twice")]
    [InlineData("Zombie<=5%", "Zombie is no state that a living thread spends time in*")]
    [InlineData("ExitCode<=0", "limits the exit code, which run ends with itself, and which nobody but its parent knows of an attached process")]
    [InlineData("DiskSleep<=5", "5 is not a share: write 0.05 for 5 %")]
    [InlineData("DiskSleep<=150%", "has the share \"150%\": write 0% to 100%")]
    [InlineData("DiskSleep<=-1%", "has the share \"-1%\": write 0% to 100%")]
    [InlineData("DiskSleep<=%", "has the value \"%\", which is neither a share nor a duration: write 5% or 0.05, or a time such as 200ms")]
    [InlineData("DiskSleep<=200mss", "\"200mss\" has a unit that is none of h, min, m, s, ms, us, ns*")]
    [InlineData("WallTime<=30", "\"30\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("WallTime[Main]<=30s", "is of the whole process: leave [Main] out")]
    [InlineData("PeakMemory<=64", "\"64\" has no unit: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("ThreadCount<=64.5", "64.5 is no number of threads: write a whole number, 0 or more")]
    [InlineData("ThreadCount<=many", "has the value \"many\", which is no number: write digits alone, such as 64 or 1.5")]
    [InlineData("DiskSleep[a-name-too-long-for-it]<=5%", "Threads = \"a-name-too-long-for-it\" can never match*write \"a-name-too-long\"")]
    public void What_is_wrong_is_said_with_what_is_right(string text, string words)
    {
        LimitMetrics.TryMake(text, out _, out var problem).ShouldBeFalse();

        if (words.Contains('*', StringComparison.Ordinal)) problem!.ShouldMatch("^" + System.Text.RegularExpressions.Regex.Escape(words).Replace(@"\*", ".*", StringComparison.Ordinal));
        else problem.ShouldBe(words);
    }

    [Fact]
    public void No_text_whatever_breaks_it()
    {
        var pieces = Gen.OneOf(OneOf([.. LimitMetrics.Names, "<=", ">=", "<", "[", "]", "+", "%", "5", "0.05", "1e400", "ms", "64MB", " ", "\u2264", "\ud800", "*", ""]), Gen.String);

        pieces.Array[0, 8].Select(string.Concat).Sample(text =>
        {
            var made = LimitMetrics.TryMake(text, out var limit, out var problem);
            if (made) limit!.Validate().ShouldBeEmpty();
            else problem.ShouldNotBeNullOrWhiteSpace();
        });
    }

    [Fact]
    public void Every_share_is_read_to_its_last_digit_whatever_blanks_stand_around_it()
    {
        var blanks = OneOf("", " ", "\t", "  ");

        Gen.Select(Gen.Int[0, 100_000], Gen.Bool, OneOf("DiskSleep", "Running", "Stopped"), OneOf("", "[Main]", "[w*]"), blanks, blanks).Sample((thousandths, atMost, state, threads, a, b) =>
        {
            var percent = thousandths / 1000m;

            LimitMetrics.TryMake($"{a}{state}{b}{threads}{a}{(atMost ? "<=" : ">=")}{b}{percent.ToString(System.Globalization.CultureInfo.InvariantCulture)}{a}%{b}", out var limit, out var problem).ShouldBeTrue(problem);

            var made = limit.ShouldBeOfType<ThreadStateAttribute>();
            (atMost ? made.AtMost : made.AtLeast).ShouldBe((double)(percent / 100));
            (atMost ? made.AtLeast : made.AtMost).ShouldBe(double.NaN);
            made.States.ShouldBe([Enum.Parse<TaskState>(state)]);
            made.Threads.ShouldBe(threads.Length == 0 ? null : threads.Trim('[', ']'));
        });
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
