using CsCheck;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Tests.Reporting;

public class TimelineChartTests
{
    [Fact]
    public void Few_threads_have_a_lane_each()
    {
        var chart = TimelineChart.Draw(MadeUpProfile.Create()).ShouldNotBeNull();

        chart.Lanes.Select(l => l.Name).ShouldBe(["compress", "worker-0", "writer", "worker-1", "worker-2", "helper", ".NET SigHandler"]);
        chart.Lanes.ShouldAllBe(l => l.Threads.Length == 0 && l.Paths.Length > 0);
    }

    [Fact]
    public void Many_threads_are_folded_by_their_names_and_each_can_still_be_seen()
    {
        var chart = TimelineChart.Draw(MadeUpProfile.Create(workers: 50)).ShouldNotBeNull();

        var pool = chart.Lanes.Single(l => l.Threads.Length > 0);
        (pool.Name, pool.Note, pool.Threads.Length).ShouldBe(("worker-#", "50 threads", 50));
        chart.Lanes.Length.ShouldBe(5);
    }

    [Fact]
    public void Threads_beyond_the_room_of_a_page_are_counted()
    {
        var pool = TimelineChart.Draw(MadeUpProfile.Create(workers: 500)).ShouldNotBeNull().Lanes.Single(l => l.Threads.Length > 0);

        pool.Threads.Length.ShouldBe(TimelineChart.MaxThreads);
        pool.Rest.ShouldStartWith("Not drawn: 200 more threads with ");
    }

    [Fact]
    public void Phases_are_marked_where_they_were()
    {
        TimelineChart.Draw(MadeUpProfile.Create())!.Phases.ShouldBe([new SpanView("body", "16.667%", "66.667%", "83.333%")]);
    }

    [Fact]
    public void The_load_is_told_in_words_and_has_the_line_of_the_CPUs()
    {
        var profile = MadeUpProfile.Create();

        var load = TimelineChart.Draw(profile)!.Load;

        // The control group allows two of the four CPUs.
        load.CpusLabel.ShouldBe("2 CPUs");
        load.Cpus.ShouldNotBeEmpty();
        load.Label.ShouldMatch(@"^At most [0-9]\.[0-9] CPUs used at a time, and at most [0-9]\.[0-9] threads waiting for one\.$");
        load.Paths.Select(p => p.Key).ShouldBe(["runnable", "running"]);
    }

    [Fact]
    public void The_slices_cover_the_run_and_their_CPUs_sum_to_its_running_time()
    {
        var profile = MadeUpProfile.Create();

        var slices = TimeSlices.Of(profile, ReportState.All);

        slices[0].From.ShouldBe("0 s");
        slices[^1].To.ShouldBe("2.40 s");
        var running = slices.Sum(s => double.Parse(s.Cpus, System.Globalization.CultureInfo.InvariantCulture)) * profile.WallTime.TotalSeconds / slices.Length;
        running.ShouldBe(profile.States.Running.TotalSeconds, 0.05);
    }

    [Fact]
    public void A_lane_is_as_high_as_its_states_together()
    {
        var paths = LanePaths.Of(new[,] { { .5, .5, 0, 0, 0, 0, 0 }, { .5, 0, 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0, 0, 0 }, { 0, 0, 0, 1, 0, 0, 0 } });

        paths.ShouldBe([new PathView("disksleep", "M3 30v-30h1V30z"), new PathView("runnable", "M0 30v-30h1V30z"), new PathView("running", "M0 30v-15h2V30z")]);
    }

    [Fact]
    public void Whatever_a_timeline_holds_lanes_stay_within_their_height() =>
        Gen.Double[0, 3].Array[7].Array[1, 20].Sample(columns =>
        {
            var heights = new double[columns.Length, 7];
            for (var c = 0; c < columns.Length; c++)
            {
                for (var s = 0; s < 7; s++) heights[c, s] = columns[c][s];
            }

            return LanePaths.Of(heights).All(path => Highest(path.Path) is >= 0 and <= LanePaths.Height);
        });

    /// <summary>The lowest y, which is the highest point, that an outline reaches.</summary>
    private static int Highest(string path)
    {
        var (y, highest) = (0, int.MaxValue);
        foreach (System.Text.RegularExpressions.Match step in System.Text.RegularExpressions.Regex.Matches(path, @"M\d+ (?<at>\d+)|v(?<by>-?\d+)|V(?<at>\d+)"))
        {
            y = step.Groups["at"].Success ? int.Parse(step.Groups["at"].ValueSpan) : y + int.Parse(step.Groups["by"].ValueSpan);
            highest = Math.Min(highest, y);
        }

        return highest;
    }
}
