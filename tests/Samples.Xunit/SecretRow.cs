using CliWrap;

namespace Samples;

public class SecretRow
{
    // The workload keeps what the lock file says of its own test, where it is asked for.
    [ProfileProcess]
    [InlineData("token=Row-Of-Secrets-5512")]
    public Command Is_named(string option) => Cli.Wrap("sh").WithArguments(["-c", "[ -z \"$SAMPLE_LOCK\" ] || cat \"$XDG_RUNTIME_DIR/runscope.lock\" > \"$SAMPLE_LOCK\"", "sh", option]);
}
