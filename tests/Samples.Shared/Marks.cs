using System.Globalization;
using CliWrap;

namespace Samples;

/// <summary>Writes a mark at the start and at the end of each workload into the file that SAMPLE_LOG names.</summary>
internal static class Marks
{
    // With SAMPLE_RIVAL the very first workload stays until the test process of the other run waits for its turn: proc_locks(5) has an arrow before a waiter.
    private const string Script = """
        echo start >> "$SAMPLE_LOG"
        if [ -n "$SAMPLE_RIVAL" ] && [ "$(wc -l < "$SAMPLE_LOG")" = 1 ]; then
          until grep -q -- "-> FLOCK .*:$(stat -c %i "$XDG_RUNTIME_DIR/runscope.lock") " /proc/locks; do sleep 0.02; done
        fi
        sleep "$1"
        echo end >> "$SAMPLE_LOG"
        """;

    public static Command Around(double seconds) => Cli.Wrap("sh").WithArguments(["-c", Script, "sh", seconds.ToString(CultureInfo.InvariantCulture)]);
}
