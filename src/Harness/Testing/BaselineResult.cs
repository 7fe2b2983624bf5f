using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>What becomes of a job's numbers: they are added to the baseline when somebody asks for it, else left beside it where they aren't fine.</summary>
/// <param name="Accepted">Whether they were added.</param>
/// <param name="Received">The file in which they wait to be accepted; null when there is none.</param>
/// <param name="Said">What the test's output says of it; null for nothing.</param>
/// <param name="Failure">Why they couldn't be accepted although that was asked for.</param>
internal sealed record BaselineResult(bool Accepted, string? Received, string? Said, RunScopeException? Failure)
{
    /// <param name="location">The baseline's place.</param>
    /// <param name="job">The test with this job alone; null where its runs are too few to be accepted.</param>
    /// <param name="work">What is asked for.</param>
    /// <param name="limitsKept">Whether no limit is missed: a job that misses one isn't how it should be.</param>
    /// <param name="outcome">What the baseline says of the job.</param>
    public static BaselineResult Settle(BaselineLocation location, Baseline? job, BaselineWork work, bool limitsKept, VerdictOutcome outcome)
    {
        if (!work.Accept || !limitsKept) return Leave(location, job, outcome, work.Accept ? "Not accepted as a baseline: a limit is missed." : null);
        if (job is null) return new BaselineResult(false, null, null, new RunScopeException($"{location.Test}: not accepted as a baseline, because there are too few runs that the machine didn't disturb. Try again when it is quieter."));
        try
        {
            // Its tries see the same machine: each as a job of its own would make the jobs look closer together than they are.
            if (BaselineClaims.HasJob(location.Writable)) return new BaselineResult(true, null, $"Accepted as a baseline already: of a test that is repeated {VisibleText.Of(location.File, 4096)} takes one job.", null);
            BaselineFiles.TryRead(location.Writable, out var before);
            var after = BaselineFiles.Accept(location.Writable, job);
            BaselineClaims.AddedJob(location.Writable);
            var was = before is null || before.HasCommandLike(job.Command) ? "" : $" The command of the jobs before was {VisibleText.Of(before.Command, 200)}; it is {VisibleText.Of(job.Command, 200)} now.";
            return new BaselineResult(true, null, $"Accepted as a baseline: {VisibleText.Of(location.File, 4096)} has {Counts.Of(after.Jobs.Length, "job")} now.{was}", null);
        }
        catch (BaselineFileException e)
        {
            // So that it can be accepted once the cause is gone, or elsewhere.
            return Leave(location, job, VerdictOutcome.MissingBaseline, null) with { Said = null, Failure = e };
        }
    }

    /// <summary>The comparison of a job that was accepted: somebody said that it is how it should be, and no report may say otherwise.</summary>
    /// <param name="seen">What the baseline said before.</param>
    /// <param name="file">The file that the job was added to.</param>
    public static Comparison AsAccepted(Comparison seen, string file) => seen with
    {
        Accepted = true,
        Outcome = VerdictOutcome.Ok,
        Metrics = [.. seen.Metrics.Select(m => m with { Outcome = VerdictOutcome.Ok, Notes = [], Causes = [] })],
        Screen = [],
        Reasons = [],
        File = file,
    };

    private static BaselineResult Leave(BaselineLocation location, Baseline? job, VerdictOutcome outcome, string? said)
    {
        try
        {
            if (outcome == VerdictOutcome.Ok || job is null)
            {
                if (outcome == VerdictOutcome.Ok) BaselineFiles.RemoveReceived(location.File);
                return new BaselineResult(false, null, said, null);
            }

            return new BaselineResult(false, BaselineFiles.WriteReceived(location.File, job), said, null);
        }
        catch (BaselineFileException e)
        {
            // Nobody asked for it: the verdict stands without.
            return new BaselineResult(false, null, said is null ? e.Message : $"{said} {e.Message}", null);
        }
    }
}
