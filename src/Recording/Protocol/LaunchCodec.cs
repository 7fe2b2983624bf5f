using RunScope.Testing.Launch;

namespace RunScope.Testing.Protocol;

/// <summary>A launch request as the payload of one message. Signals are no part of it: which to reset is the recorder's own affair.</summary>
internal static class LaunchCodec
{
    public static void Write(PayloadWriter to, LaunchRequest request)
    {
        to.Text(request.File);
        Write(to, request.Arguments);
        to.Flag(request.Environment is not null);
        Write(to, request.Environment ?? []);
        to.Number((long)request.SampleRate);
        to.Number(request.Timeout.Ticks);
        to.Number(request.GracePeriod.Ticks);
        to.Flag(request.LeaveChildren);
    }

    public static LaunchRequest Read(PayloadReader from)
    {
        var file = from.Text();
        var arguments = ReadTexts(from);
        var hasEnvironment = from.Flag();
        var environment = ReadTexts(from);
        var request = new LaunchRequest
        {
            File = file,
            Arguments = arguments,
            Environment = hasEnvironment ? environment : null,
            SampleRate = from.Int(),
            Timeout = new TimeSpan(from.Number()),
            GracePeriod = new TimeSpan(from.Number()),
            LeaveChildren = from.Flag(),
        };
        from.End();
        return request;
    }

    private static void Write(PayloadWriter to, IReadOnlyList<string> texts)
    {
        to.Number((long)texts.Count);
        foreach (var text in texts) to.Text(text);
    }

    private static string[] ReadTexts(PayloadReader from)
    {
        var texts = new string[from.Count(8)];
        for (var i = 0; i < texts.Length; i++) texts[i] = from.Text();
        return texts;
    }
}
