using System.Text;

namespace RunScope.Testing.Cli.Live;

/// <summary>A key that has no character of its own.</summary>
internal enum KeyName
{
    /// <summary>A character.</summary>
    Character,
    Enter,
    Escape,
    Backspace,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>A key that means nothing here.</summary>
    Other,
}

/// <summary>A key that was pressed.</summary>
/// <param name="Name">Which.</param>
/// <param name="Character">Its character, where it has one.</param>
internal readonly record struct LiveKey(KeyName Name, Rune Character = default)
{
    public static LiveKey Of(char character) => new(KeyName.Character, new Rune(character));
}
