using CsCheck;
using RunScope.Testing.Cli.Live;

namespace RunScope.Testing.Tests;

public sealed class LiveKeysTests
{
    private static readonly KeyContext Context = new(Rows: 40, Visible: 10, HasCommand: false, HasOutput: false, CanList: true, CanReturn: false);

    [Fact]
    public void Keys_sort_reverse_pause_and_change_the_rate()
    {
        var (ui, _) = Typed("s");
        ui.Order.Sort.ShouldBe(RowSort.Delay);
        (ui, _) = Typed("5S");
        ui.Order.ShouldBe(new RowOrder(RowSort.Tid, Reversed: true, ""));
        (ui, _) = Typed("p");
        ui.IsPaused.ShouldBeTrue();
        (ui, _) = Typed("pp");
        ui.IsPaused.ShouldBeFalse();
        Typed("+").Action.ShouldBe(LiveAction.Faster);
        Typed("-").Action.ShouldBe(LiveAction.Slower);
        Typed("r").Action.ShouldBe(LiveAction.Report);
        Typed("q").Action.ShouldBe(LiveAction.Quit);
    }

    [Fact]
    public void A_filter_works_as_it_is_typed_and_Esc_takes_it_away()
    {
        var (ui, action) = Typed("/qs");

        action.ShouldBe(LiveAction.None);
        ui.Order.Filter.ShouldBe("qs");
        ui = LiveKeys.Press(ui, new LiveKey(KeyName.Backspace), Context).Ui;
        ui.Order.Filter.ShouldBe("q");
        ui = LiveKeys.Press(ui, new LiveKey(KeyName.Enter), Context).Ui;
        ui.Typing.ShouldBeNull();
        ui.Order.Filter.ShouldBe("q");
        LiveKeys.Press(ui, new LiveKey(KeyName.Escape), Context).Ui.Order.Filter.ShouldBe("");
    }

    [Fact]
    public void Quitting_asks_while_an_own_command_runs_and_Ctrl_C_does_not()
    {
        var own = Context with { HasCommand = true };

        var (asking, action) = LiveKeys.Press(new LiveUi(), LiveKey.Of('q'), own);

        action.ShouldBe(LiveAction.None);
        asking.IsAsking.ShouldBeTrue();
        LiveKeys.Press(asking, LiveKey.Of('y'), own).Action.ShouldBe(LiveAction.Quit);
        var (back, none) = LiveKeys.Press(asking, LiveKey.Of('n'), own);
        none.ShouldBe(LiveAction.None);
        back.IsAsking.ShouldBeFalse();
        LiveKeys.Press(asking, new LiveKey(KeyName.Interrupt), own).Action.ShouldBe(LiveAction.Quit);
    }

    [Fact]
    public void A_process_is_picked_from_the_list_and_Esc_returns()
    {
        var (ui, action) = Typed("l");
        action.ShouldBe(LiveAction.List);
        ui.Page.ShouldBe(LivePage.Processes);
        ui = LiveKeys.Press(ui, new LiveKey(KeyName.Down), Context).Ui;
        ui.Selected.ShouldBe(1);

        LiveKeys.Press(ui, new LiveKey(KeyName.Enter), Context).Action.ShouldBe(LiveAction.Pick);
        LiveKeys.Press(ui, new LiveKey(KeyName.Escape), Context).Ui.Page.ShouldBe(LivePage.Threads);
        LiveKeys.Press(new LiveUi(), new LiveKey(KeyName.Escape), Context with { CanReturn = true }).Action.ShouldBe(LiveAction.Return);
        LiveKeys.Press(new LiveUi(), LiveKey.Of('l'), Context with { CanList = false }).Action.ShouldBe(LiveAction.None);
    }

    [Fact]
    public void Whatever_is_pressed_scrolling_and_choosing_stay_within_what_there_is() =>
        Gen.Select(
                Gen.Select(Gen.Enum<KeyName>(), Gen.OneOf("sSpl?/foqjk+-r12y ".ToCharArray())).List[0, 60],
                Gen.Int[0, 100], Gen.Int[1, 50], Gen.Bool, Gen.Bool)
            .Sample((keys, rows, visible, command, canReturn) =>
            {
                var context = new KeyContext(rows, visible, command, command, true, canReturn);
                var ui = new LiveUi();
                foreach (var (name, character) in keys)
                {
                    ui = LiveKeys.Press(ui, name == KeyName.Character ? LiveKey.Of(character) : new LiveKey(name), context).Ui;
                    ui.Scroll.ShouldBeInRange(0, Math.Max(0, rows - visible));
                    ui.Selected.ShouldBeInRange(0, Math.Max(0, rows - 1));
                }
            });

    private static (LiveUi Ui, LiveAction Action) Typed(string keys)
    {
        var (ui, action) = (new LiveUi(), LiveAction.None);
        foreach (var key in keys) (ui, action) = LiveKeys.Press(ui, LiveKey.Of(key), Context);
        return (ui, action);
    }
}
