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

            var prompt = streams.FirstOrDefault(s => s.Unfinished is { Length: > 0 } line && matches(line));
            var more = Task.WhenAny(streams.Select(s => s.MoreAsync()));
            if (prompt is null)
            {
                await wait.ForAnyAsync(more).ConfigureAwait(false);
                continue;
            }

            await Task.WhenAny(more, wait.PauseAsync(Settled)).ConfigureAwait(false);
            if (!more.IsCompleted) return prompt.Unfinished;
        }
    }

    private static string Hint(OutputLines[] streams) => streams.Any(s => s.Missed)
        ? $"It wrote faster than could be searched, or more than is kept before the wait began (the first {new ByteSize(OutputLog.BeginningCapacity)} and the last {new ByteSize(OutputLog.EndCapacity)} of each stream): wait sooner."
        : "Compare the text with the output above: upper and lower case count, and a program that writes into a pipe may hold its output back until it has more of it. Or allow more time.";
}
