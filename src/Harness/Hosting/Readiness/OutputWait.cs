namespace RunScope.Testing.Hosting.Readiness;

/// <summary>Waits for a line of a process's output, from the first that it wrote.</summary>
internal static class OutputWait
{
    // A line that isn't complete and to which nothing was added for so long is taken for a prompt: it won't be completed.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Closed = TimeSpan.FromSeconds(1);

    /// <param name="wait">The wait.</param>
    /// <param name="matches">Whether a line is the one.</param>
    /// <param name="words">What the line is like, for the message.</param>
    /// <returns>The line, without its end.</returns>
    public static async Task<string> ForLineAsync(ReadinessWait wait, Func<string, bool> matches, string words)
    {
        OutputLines[] streams = [new(wait.Process.Stdout.Log), new(wait.Process.Stderr.Log)];
        Prompt[] prompts = [.. streams.Select(s => new Prompt(s, matches))];
        while (true)
        {
            // Asked first: everything that was written before the end is looked at then.
            var ended = wait.HasEnded;
            foreach (var stream in streams)
            {
                foreach (var line in stream.Take())
                {
                    if (matches(line)) return line;
                }
            }

            await wait.ThrowIfOverAsync(ended, $"write {words}", () => Hint(streams)).ConfigureAwait(false);
            if (streams.All(s => s.AtEnd))
            {
                // At its end a process closes its streams a moment before it is known to have ended.
                await wait.PauseAsync(Closed).ConfigureAwait(false);
                if (wait.Process.IsAlive) throw wait.NotReady($"write {words}", "it has closed its standard output and standard error, and still runs", Hint(streams));
                await wait.ForAnyAsync().ConfigureAwait(false);
                continue;
            }

            if (prompts.FirstOrDefault(p => p.Stands()) is { } prompt) return prompt.Line;
            await wait.ForAnyAsync([.. streams.Select(s => s.MoreAsync()), .. prompts.Select(p => p.Settles)]).ConfigureAwait(false);
        }
    }

    /// <summary>The unfinished line of one stream, whatever the other one writes meanwhile.</summary>
    private sealed class Prompt(OutputLines stream, Func<string, bool> matches)
    {
        private static readonly Task Never = new TaskCompletionSource().Task;

        private Task? _more;

        public string Line { get; private set; } = "";

        /// <summary>Completes when the line, if it is the one, has stood long enough.</summary>
        public Task Settles { get; private set; } = Never;

        /// <summary>Looks at the line; whether it is the one and has stood long enough.</summary>
        public bool Stands()
        {
            Line = stream.Unfinished;
            if (Line.Length == 0 || !matches(Line))
            {
                (_more, Settles) = (null, Never);
                return false;
            }

            if (_more is null or { IsCompleted: true }) (_more, Settles) = (stream.MoreAsync(), Task.Delay(Settled));
            return Settles.IsCompleted && !_more.IsCompleted;
        }
    }

    private static string Hint(OutputLines[] streams) => streams.Any(s => s.Missed)
        ? $"It wrote faster than could be searched, or more than is kept before the wait began (the first {new ByteSize(OutputLog.BeginningCapacity)} and the last {new ByteSize(OutputLog.EndCapacity)} of each stream): wait sooner."
        : "Compare the text with the output above: upper and lower case count, and a program that writes into a pipe may hold its output back until it has more of it. Or allow more time.";
}
