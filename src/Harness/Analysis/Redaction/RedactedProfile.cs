using System.Collections.Immutable;

namespace RunScope.Testing.Analysis.Redaction;

/// <summary>A profile without secrets. It is made before anybody sees the profile, so nothing that is drawn or written of it holds one.</summary>
internal static class RedactedProfile
{
    public static ProcessProfile Without(this Redactor redactor, ProcessProfile profile)
    {
        // Threads and waits repeat a few names thousands of times.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        return profile with
        {
            Target = profile.Target with
            {
                Command = Text(profile.Target.Command),
                Arguments = profile.Target.Arguments.IsDefault ? [] : redactor.Arguments(profile.Target.Arguments),
                Executable = Maybe(profile.Target.Executable),
                Name = profile.Target.Name is { } name ? Name(name) : null,
            },
            Engine = profile.Engine with { Reason = Text(profile.Engine.Reason), Warnings = All(profile.Engine.Warnings) },
            Processes = [.. profile.Processes.Select(p => p with { Name = Name(p.Name), Executable = Maybe(p.Executable) })],
            Threads = [.. profile.Threads.Select(t => t with { Name = Name(t.Name) })],
            Phases = [.. profile.Phases.Select(p => p with { Name = Text(p.Name) })],
            Waits = [.. profile.Waits.Select(w => w with { Call = Text(w.Call), Target = Maybe(w.Target), Frames = All(w.Frames) })],
            Environment = profile.Environment is { } environment ? new EnvironmentInfo(All(environment.Removed), All(environment.Inherited)) : null,
            Output = profile.Output with { StdoutTail = Maybe(profile.Output.StdoutTail), StderrTail = Maybe(profile.Output.StderrTail) },
        };

        string Text(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = redactor.Text(text);
        string Name(string text) => names.TryGetValue(text, out var known) ? known : names[text] = redactor.Name(text);
        string? Maybe(string? text) => text is null ? null : Text(text);
        ImmutableArray<string> All(ImmutableArray<string> all) => all.IsDefault ? [] : [.. all.Select(Text)];
    }
}
