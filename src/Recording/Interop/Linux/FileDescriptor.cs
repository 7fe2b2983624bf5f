using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary>An open file descriptor that is closed exactly once.</summary>
internal sealed class FileDescriptor : SafeHandle
{
    public FileDescriptor(int number)
        : base(-1, ownsHandle: true) => SetHandle(number);

    /// <summary>The number, or -1.</summary>
    public int Number => (int)handle;

    public override bool IsInvalid => handle < 0;

    protected override bool ReleaseHandle() => Unistd.TryClose((int)handle);
}
