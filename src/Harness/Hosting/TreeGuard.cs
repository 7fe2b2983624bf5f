using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Launch;

namespace RunScope.Testing.Hosting;

/// <summary>
/// A shell that waits beside a run for the end of this process, which closes its input: when host and recorder are killed together nobody else is left to end the
/// workload. While either of them lives it does nothing. It starts while the recorder does, so nobody waits for it.
/// </summary>
internal sealed class TreeGuard : IDisposable
{
    // Written for any POSIX shell. A name in /proc/PID/stat may hold line breaks and parentheses: fields count from the last of these.
    private const string Script =
        """
        exec >/dev/null 2>&1; cd /; set -f; trap '' HUP INT QUIT TERM
        recorder=$1 born=$2 streams=$3 known= rounds=0

        look() { # PID: sets state, parent and start
            stat=; while read -r line; do stat="$stat$line"; done <"/proc/$1/stat"
            set -- ${stat##*) }; state=$1 parent=$2 start=${20}
            [ -n "$start" ]
        }
        alive() { look "$1" && [ "$start" = "$2" ] && [ "$state" != Z ] && [ "$state" != X ]; }

        while read -r member; do known="$known $member"; done

        # Killed alone, the host leaves everything to the recorder, which has bounds of its own.
        while alive "$recorder" "$born"; do
            rounds=$((rounds + 1)); [ $rounds -lt 1200 ] || kill -KILL "$recorder"
            sleep 0.05
        done

        # What has the streams that the recorder was given was started by it and not reported any more.
        set +f
        for heir in $(
            ls -l /proc/[0-9]*/fd/[012] | sed -n 's,^[^/]* /proc/\([0-9]*\)/fd/[012] -> \(.*\)$,\1 \2,p' | while read -r pid target; do
                case " $streams " in *" $target "*) echo "$pid" ;; esac
            done
        ); do
            look "$heir" && [ "$start" -ge "$born" ] && known="$known $heir:$start"
        done

        for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            living=
            for member in $known; do alive "${member%:*}" "${member#*:}" && living="$living ${member%:*}"; done
            [ -n "$living" ] || exit
            more=1
            while [ $more = 1 ]; do
                more=0
                for folder in /proc/[0-9]*; do
                    pid=${folder#/proc/}
                    look "$pid" || continue
                    case " $living " in *" $pid "*) continue ;; *" $parent "*) ;; *) continue ;; esac
                    known="$known $pid:$start" living="$living $pid" more=1
                done
            done
            kill -KILL $living
            sleep 0.05
        done
        """;

    private const string Variable = "RUNSCOPE_GUARD_SCRIPT";

    // From then on only those are told of that have lived for a while: of a workload that starts processes all the time most have ended before anybody could end them.
    private const int ToldAtOnce = 100;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly Process _shell;
    private readonly Lock _lock = new();
    private readonly Queue<(int ProcessId, ulong StartTicks, long Seen)> _young = new();
    private int _told;

    private TreeGuard(Process shell) => _shell = shell;

    /// <summary>Starts one; null where there is no shell.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="streams">The names of the streams that it was given.</param>
    public static TreeGuard? Start(ProcessTree.Member recorder, IEnumerable<string> streams)
    {
        // In a variable it doesn't fill everybody's list of processes.
        string[] words = ["-c", $"eval \"${Variable}\"", "runscope-guard", Text(recorder.Pid), Text(recorder.StartTicks), string.Join(' ', streams)];
        try
        {
            return new TreeGuard(Process.Start(new ProcessStartInfo("/bin/sh", words) { RedirectStandardInput = true, Environment = { [Variable] = Script } })!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Another process belongs to the tree.</summary>
    public void Add(int processId, ulong startTicks)
    {
        lock (_lock)
        {
            if (_told < ToldAtOnce) Tell(processId, startTicks);
            else _young.Enqueue((processId, startTicks, Stopwatch.GetTimestamp()));
            while (_young.TryPeek(out var next) && Stopwatch.GetElapsedTime(next.Seen) > Settled)
            {
                _young.Dequeue();
                if (ProcessTree.IsAlive(next.ProcessId, next.StartTicks)) Tell(next.ProcessId, next.StartTicks);
            }
        }
    }

    public void Dispose()
    {
        _shell.Kill();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private void Tell(int processId, ulong startTicks)
    {
        _told++;
        try
        {
            _shell.StandardInput.Write($"{Text(processId)}:{Text(startTicks)}\n");
            _shell.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Somebody has ended it: then there is none.
        }
    }
}
