namespace RunScope.Testing.Tests;

/// <summary>Texts that a process, a file or a test may bear and that would like to be more than text. Whatever of it ran would set <c>window.ran</c>.</summary>
internal sealed class HostileTexts
{
    private static readonly string[] Pieces =
    [
        "<script>window.ran='script'</script>", "</script><script>window.ran='after script'</script>", "</style></title></textarea></pre></svg><img src=http://ADDRESS/x onerror=window.ran='img'>",
        "\"><img src=x onerror=\"window.ran='attribute'\">", "' onmouseover='window.ran=1' style='position:fixed;inset:0' x='", "javascript:window.ran='link'", "data:text/html,<script>window.ran=1</script>",
        "<svg onload=window.ran='svg'><use href=http://ADDRESS/u>", "<iframe srcdoc=\"<script>parent.ran=1</script>\">", "<link rel=stylesheet href=http://ADDRESS/s>", "<base href=http://ADDRESS/>",
        "<meta http-equiv=refresh content=0;url=http://ADDRESS/m>", "<form action=http://ADDRESS/f><button autofocus onfocus=window.ran=1>", "url(http://ADDRESS/c)", "--><!--", "]]>", "&lt;b&gt;&#60;&Tab;",
        "{{Head.Script}} {{{Head.Css}}} {{#each Threads}} {{constructor.constructor('window.ran=1')()}} ${window.ran=1} `${window.ran=1}` #{7*7} <%= 7*7 %>",
        "\u202Egnp.exe\u2066\u2028\u2029\u200F\uFEFF", "\0\u0001\u0007\b\u001b[2J\u001b]0;x\u0007\r\u007f\u0085\u009b", "\ud800 half \udfff", "\ufffe\uffff", "Z\u0351\u0322\u0300a\u0489l\u0321g\u0336o" + new string('\u0336', 60), new string('W', 300),
    ];

    private readonly string _address;
    private readonly bool _plain;
    private int _next;

    /// <param name="address">The host and port that they would like to be asked for.</param>
    /// <param name="plain">Whether each text is of letters alone, and as long: the page must look the same then.</param>
    public HostileTexts(string address = "127.0.0.1:9", bool plain = false) => (_address, _plain) = (address, plain);

    /// <summary>All of them in one text, each time beginning with another one: what is shortened shows other ones elsewhere.</summary>
    public string Next()
    {
        var first = _next++ % Pieces.Length;
        var text = string.Join(' ', Pieces[first..].Concat(Pieces[..first])).Replace("ADDRESS", _address, StringComparison.Ordinal);
        return _plain ? new string([.. text.Select(c => c is ' ' or '\n' ? c : 'x')]) : text;
    }
}
