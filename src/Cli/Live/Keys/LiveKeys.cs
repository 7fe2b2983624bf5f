namespace RunScope.Testing.Cli.Live;

/// <summary>What keys mean.</summary>
internal static class LiveKeys
{
    private const int LongestFilter = 60;

    public static (LiveUi Ui, LiveAction Action) Press(LiveUi ui, LiveKey key, KeyContext context)
    {
        if (key.Name == KeyName.Interrupt) return (ui, LiveAction.Quit);
        if (ui.IsAsking) return (ui with { IsAsking = false }, key.Character.Value is 'y' or 'Y' ? LiveAction.Quit : LiveAction.None);
        if (ui.Typing is { } text) return (Type(ui, text, key), LiveAction.None);
        if (key.Character.Value == 'q') return context.HasCommand ? (ui with { IsAsking = true }, LiveAction.None) : (ui, LiveAction.Quit);
        return ui.Page switch
        {
            LivePage.Processes => OnList(ui, key, context),
            LivePage.Help => (ui with { Page = LivePage.Threads, Scroll = 0 }, LiveAction.None),
            LivePage.Output => (OnOutput(ui, key, context), LiveAction.None),
            _ => OnThreads(ui, key, context),
        };
    }

    private static (LiveUi Ui, LiveAction Action) OnThreads(LiveUi ui, LiveKey key, KeyContext context) => key switch
    {
        { Name: KeyName.Escape } when ui.Order.Filter.Length > 0 => (ui with { Order = ui.Order with { Filter = "" }, Scroll = 0 }, LiveAction.None),
        { Name: KeyName.Escape } when context.CanReturn => (ui, LiveAction.Return),
        { Name: not KeyName.Character } => (Scroll(ui, key.Name, context), LiveAction.None),
        _ => (char)key.Character.Value switch
        {
            's' => (Sorted(ui, (RowSort)(((int)ui.Order.Sort + 1) % Enum.GetValues<RowSort>().Length)), LiveAction.None),
            'S' => (ui with { Order = ui.Order with { Reversed = !ui.Order.Reversed }, Scroll = 0 }, LiveAction.None),
            >= '1' and <= '5' => (Sorted(ui, (RowSort)(key.Character.Value - '1')), LiveAction.None),
            '/' or 'f' => (ui with { Typing = ui.Order.Filter }, LiveAction.None),
            'p' or ' ' => (ui with { IsPaused = !ui.IsPaused }, LiveAction.None),
            '+' or '=' => (ui, LiveAction.Faster),
            '-' => (ui, LiveAction.Slower),
            'l' when context.CanList => (ui with { Page = LivePage.Processes, ListFilter = "", Selected = 0, Scroll = 0 }, LiveAction.List),
            'o' when context.HasOutput => (ui with { Page = LivePage.Output, Scroll = 0 }, LiveAction.None),
            'r' => (ui, LiveAction.Report),
            '?' or 'h' => (ui with { Page = LivePage.Help, Scroll = 0 }, LiveAction.None),
            'j' => (Scroll(ui, KeyName.Down, context), LiveAction.None),
            'k' => (Scroll(ui, KeyName.Up, context), LiveAction.None),
            _ => (ui, LiveAction.None),
        },
    };

    private static (LiveUi Ui, LiveAction Action) OnList(LiveUi ui, LiveKey key, KeyContext context) => key switch
    {
        { Name: KeyName.Escape } when ui.ListFilter.Length > 0 => (ui with { ListFilter = "", Selected = 0 }, LiveAction.None),
        { Name: KeyName.Escape } or { Character.Value: 'l' } => (ui with { Page = LivePage.Threads, Scroll = 0 }, LiveAction.None),
        { Name: KeyName.Enter } when context.Rows > 0 => (ui with { Page = LivePage.Threads, Scroll = 0, IsPaused = false }, LiveAction.Pick),
        { Character.Value: '/' or 'f' } => (ui with { Typing = ui.ListFilter }, LiveAction.None),
        { Character.Value: 'r' } => (ui, LiveAction.List),
        _ => (ui with { Selected = Moved(ui.Selected, Step(key), context, context.Rows - 1) }, LiveAction.None),
    };

    // Its end is what one wants to see: lines are scrolled out at the bottom.
    private static LiveUi OnOutput(LiveUi ui, LiveKey key, KeyContext context) => key is { Name: KeyName.Escape } or { Character.Value: 'o' }
        ? ui with { Page = LivePage.Threads, Scroll = 0 }
        : Scroll(ui, Opposite(Step(key)), context);

    private static KeyName Opposite(KeyName key) => key switch
    {
        KeyName.Up => KeyName.Down,
        KeyName.Down => KeyName.Up,
        KeyName.PageUp => KeyName.PageDown,
        KeyName.PageDown => KeyName.PageUp,
        KeyName.Home => KeyName.End,
        KeyName.End => KeyName.Home,
        _ => key,
    };

    // Filters work as they are typed: Esc leaves them, and with them what was typed.
    private static LiveUi Type(LiveUi ui, string text, LiveKey key)
    {
        var (typing, filter) = key.Name switch
        {
            KeyName.Enter => (null, text),
            KeyName.Escape => (null, ""),
            KeyName.Backspace when text.Length > 0 => Both(text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)]),
            KeyName.Character when text.Length < LongestFilter => Both(text + key.Character),
            _ => Both(text),
        };
        return ui.Page == LivePage.Processes
            ? ui with { Typing = typing, ListFilter = filter, Selected = 0 }
            : ui with { Typing = typing, Order = ui.Order with { Filter = filter }, Scroll = 0 };
    }

    private static (string? Typing, string Filter) Both(string text) => (text, text);

    private static LiveUi Sorted(LiveUi ui, RowSort sort) => ui with { Order = ui.Order with { Sort = sort, Reversed = false }, Scroll = 0 };

    private static LiveUi Scroll(LiveUi ui, KeyName key, KeyContext context) => ui with { Scroll = Moved(ui.Scroll, key, context, context.Rows - context.Visible) };

    private static KeyName Step(LiveKey key) => key.Character.Value switch { 'j' => KeyName.Down, 'k' => KeyName.Up, _ => key.Name };

    private static int Moved(int from, KeyName key, KeyContext context, int last)
    {
        var page = Math.Max(1, context.Visible - 1);
        var to = key switch
        {
            KeyName.Up => from - 1,
            KeyName.Down => from + 1,
            KeyName.PageUp => from - page,
            KeyName.PageDown => from + page,
            KeyName.Home => 0,
            KeyName.End => int.MaxValue,
            _ => from,
        };
        return Math.Clamp(to, 0, Math.Max(0, last));
    }
}
