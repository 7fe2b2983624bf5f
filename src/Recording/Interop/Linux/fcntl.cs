using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>fcntl.h</c>: flags of open whose values differ between architectures.</summary>
internal static partial class Unistd
{
    /// <summary>Fails on a symbolic link, see <c>open(2)</c>; asm/fcntl.h of arm and arm64 has its own value.</summary>
    public static readonly int O_NOFOLLOW = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;
}
