namespace RunScope.Testing.Baselines.Files;

/// <summary>Baselines as JSON, schema version 1: camelCase, whole nanoseconds and bytes, null where a number isn't known.</summary>
/// <remarks>
/// It is made to be reviewed: the same baseline always gives the same text, the newest job stands first, and the runs of a metric stand on one line. So a job that is
/// accepted adds lines and changes none; a new job at the end would change the comma before it.
/// </remarks>
internal static class BaselineJson
{
    public const int SchemaVersion = 1;

    /// <summary>The baseline as text.</summary>
    public static string Write(Baseline baseline) => new BaselineWriter().Write(baseline);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="BaselineFileException">It isn't a baseline of a version that this build reads.</exception>
    public static Baseline Parse(ReadOnlySpan<byte> text, string file) => BaselineParser.Parse(text, file);
}
