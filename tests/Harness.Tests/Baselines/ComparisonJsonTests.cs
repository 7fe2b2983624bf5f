using System.Text.Json.Nodes;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests.Baselines;

public class ComparisonJsonTests
{
    [Fact]
    public void A_verdict_keeps_its_comparison()
    {
        var verdict = new Verdict("t", []) { Baseline = MadeUpComparison.Regressed };

        var read = VerdictJson.Parse(VerdictJson.ToJson(verdict, ["t.json"]));

        read.Outcome.ShouldBe(VerdictOutcome.Regressed);
        VerdictJson.ToJson(read, ["t.json"]).ShouldBe(VerdictJson.ToJson(verdict, ["t.json"]));
        read.Baseline!.Metrics[2].Causes.ShouldBe(MadeUpComparison.DiskSleep.Causes);
    }

    [Fact]
    public void The_file_names_everything_in_the_same_words_as_the_rest_of_it()
    {
        var root = JsonNode.Parse(VerdictJson.ToJson(new Verdict("t", []) { Baseline = MadeUpComparison.Regressed }, []))!;

        var baseline = root["baseline"]!;
        ((string?)baseline["kind"]).ShouldBe("interleaved");
        ((string?)baseline["outcome"]).ShouldBe("regressed");
        ((string?)baseline["against"]).ShouldBe("the reference build (old/compress)");
        baseline["metrics"]![2]!.AsObject().Select(p => p.Key).ShouldBe(
            ["metric", "unit", "outcome", "base", "head", "paired", "baseCenter", "headCenter", "shift", "low", "high", "confidence", "tolerated", "minEffect", "notes", "causes"]);
        ((string?)baseline["metrics"]![2]!["metric"]).ShouldBe("diskSleep");
        ((string?)baseline["metrics"]![2]!["unit"]).ShouldBe("seconds");
    }

    [Fact]
    public void What_is_not_known_or_has_no_end_is_null()
    {
        var unknown = MadeUpComparison.WallTime with { Shift = double.NaN, BaseCenter = double.NaN, Low = double.NegativeInfinity, High = double.PositiveInfinity };

        var json = VerdictJson.ToJson(new Verdict("t", []) { Baseline = MadeUpComparison.Stored with { Metrics = [unknown] } }, []);
        var read = VerdictJson.Parse(json).Baseline!.Metrics.ShouldHaveSingleItem();

        json.ShouldNotContain("NaN");
        json.ShouldNotContain("Infinity");
        read.Shift.ShouldBe(double.NaN);
        read.Low.ShouldBeNull();
        read.High.ShouldBeNull();
    }

    [Fact]
    public void A_verdict_without_a_comparison_has_no_section_for_it() =>
        VerdictJson.ToJson(new Verdict("t", []), []).ShouldNotContain("baseline");
}
