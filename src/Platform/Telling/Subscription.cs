using System.Diagnostics;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telling;

/// <summary>Hears what another module tells in this process: reads its outbox from where it was, and handles each event once, in order. The owner only wakes it, and never waits for it.</summary>
public sealed class Subscription : IAsyncDisposable
{
    /// <summary>How many events share one commit of the reader.</summary>
    private const int MostTogether = 256;

    /// <summary>How long it sleeps when nobody wakes it: another process of the owner may have told something.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);

    private readonly string _reader;
    private readonly Database _owner;
    private readonly Database _own;
    private readonly Handlers _handlers;
    private readonly ILogger _log;
    private readonly Wakeup _wakeup = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private readonly Lazy<Task> _ended;

    private Subscription(string reader, Database owner, Database own, Handlers handlers, ILogger log)
    {
        _reader = reader;
        _owner = owner;
        _own = own;
        _handlers = handlers;
        _log = log;
        _ended = new(End);
        _owner.Committed += _wakeup.Wake;
        _running = Task.Run(() => Run(_ending.Token));
    }

    /// <param name="reader">Its name, for ever: places are kept under it. A module with several purposes has several readers.</param>
    /// <param name="owner">Whose events.</param>
    /// <param name="own">Where the effects go.</param>
    public static Subscription Start(string reader, Database owner, Database own, Handlers handlers, ILogger log) => new(reader, owner, own, handlers, log);

    /// <summary>Handles everything after a position again, as far as the owner still has it; 0 is the beginning. The subscription must not run.</summary>
    public static Task Rewind(string reader, string source, Database own, long position, CancellationToken ct) =>
        own.Write(writing => Inbox.Rewind(writing, reader, source, position), ct);

    /// <summary>Ends after what is being handled, once: whoever asks again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_ended.Value);

    private async Task End()
    {
        _owner.Committed -= _wakeup.Wake;
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task Run(CancellationToken ct)
    {
        var (together, retry) = (MostTogether, new Retry());
        var (position, acknowledged, since) = (-1L, -1L, Stopwatch.StartNew());
        var ahead = default(Task<IReadOnlyList<Heard>>);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (position < 0) position = await Inbox.Position(_own, _reader, _owner.Module, ct);
                // Seldom, as it is a change of the owner's database; but before anything else, so that what is unread stays.
                if (acknowledged < position && (acknowledged < 0 || since.Elapsed > Nap))
                {
                    await _owner.Acknowledge(_reader, position, ct);
                    acknowledged = position;
                    since.Restart();
                }

                var events = await (ahead ?? Read(position, together, ct));
                // There are more: they are read and opened while these are kept.
                ahead = events.Count == MostTogether ? Task.Run(() => Read(events[^1].Envelope.Position, MostTogether, ct), CancellationToken.None) : null;
                if (events.Count > 0)
                {
                    position = await _own.Write(writing => Inbox.Handle(writing, _reader, _owner.Module, events, _handlers), ct);
                    (together, retry) = (MostTogether, new());
                }
                else
                {
                    await _wakeup.Wait(Nap, ct);
                }
            }
            catch (Exception cause)
            {
                await Over(ahead);
                ahead = null;
                if (cause is OperationCanceledException && ct.IsCancellationRequested) return;
                position = -1; // whether it was kept may be unknown
                if (together > 1)
                {
                    together = 1; // so that those before the one that fails are done
                    continue;
                }

                _log.LogError(cause, "{Reader} cannot handle what {Source} told; it tries again in {Pause}", _reader, _owner.Module, retry.Pause);
                await retry.Wait(ct);
            }
        }

        await Over(ahead);
    }

    // Nothing reads on when this has ended, or begins anew.
    private static async Task Over(Task? ahead)
    {
        if (ahead is not null) await ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<IReadOnlyList<Heard>> Read(long after, int most, CancellationToken ct) => [.. (await _owner.ReadTold(after, most, ct)).Select(_handlers.Hear)];
}
