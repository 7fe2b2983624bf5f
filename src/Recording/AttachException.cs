namespace RunScope.Testing;

/// <summary>Why a process can't be attached to.</summary>
public enum AttachProblem
{
    /// <summary>There is no process of that ID, or it is hidden from this user (<c>hidepid</c>, <c>proc(5)</c>).</summary>
    NotFound,

    /// <summary>It has ended and only waits to be reaped.</summary>
    Ended,

    /// <summary>The ID was given to another process since the caller found it.</summary>
    Reused,

    /// <summary>It is a thread of the kernel.</summary>
    KernelThread,

    /// <summary>It is a thread of a process, and not a process.</summary>
    Thread,

    /// <summary>It is this very process.</summary>
    Self,

    /// <summary>Nothing of it may be read.</summary>
    NotPermitted,
}

/// <summary>A process couldn't be attached to. The message says why and what to do.</summary>
/// <remarks><see cref="RunScopeException.ProcessId"/> is the ID that was asked for; <see cref="RunScopeException.Errno"/> is the system's error where nothing of it may be read.</remarks>
public sealed class AttachException(AttachProblem problem, string message, Exception? innerException = null) : RunScopeException(message, innerException)
{
    /// <summary>Why.</summary>
    public AttachProblem Problem => problem;
}
