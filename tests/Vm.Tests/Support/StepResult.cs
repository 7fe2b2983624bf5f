namespace RunScope.Testing.Tests.Support;

/// <summary>What one step came to in its surroundings.</summary>
internal sealed record StepResult(string Name, int ExitCode, TimeSpan Took, string Stdout, string Stderr)
{
    public override string ToString() => $"step {Name} ended with {ExitCode} after {Took.TotalSeconds:0.0} s\n{Stdout}\n{Stderr}";
}
