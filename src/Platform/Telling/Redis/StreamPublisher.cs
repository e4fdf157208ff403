using System.Globalization;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Brings what a module tells from its outbox to Redis, for modules in other processes. How far it is stands in Redis: what Redis loses, it is told again.</summary>
internal sealed class StreamPublisher : IAsyncDisposable
{
    /// <summary>What is not there yet is unread by this reader of the outbox.</summary>
    public const string Reader = "redis";

    private const int MostTogether = 128;

    /// <summary>
    /// All or nothing, and only from where Redis stands: a call that was thought lost, or another process, can neither double an event nor leave one out.
    /// Arguments: expected place, then place, stream (index into KEYS), channel and text of each event.
    /// </summary>
    private const string Script = """
        local at = redis.call('GET', KEYS[1]) or '0'
        if at ~= ARGV[1] then return at end
        for i = 2, #ARGV, 4 do
            redis.call('XADD', KEYS[tonumber(ARGV[i + 1])], '*', 'event', ARGV[i + 3])
            redis.call('PUBLISH', ARGV[i + 2], ARGV[i + 3])
            at = ARGV[i]
        end
        redis.call('SET', KEYS[1], at)
        return at
        """;

    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    private readonly Database _owner;
    private readonly RedisLine _redis;
    private readonly ILogger _log;
    private readonly object[] _keys;
    private readonly Wakeup _wakeup = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private readonly Lazy<Task> _ended;

    private StreamPublisher(Database owner, RedisLine redis, ILogger log)
    {
        _owner = owner;
        _redis = redis;
        _log = log;
        _keys = [Streams.Told(owner.Module), .. Enumerable.Range(0, Streams.Partitions).Select(partition => Streams.Of(owner.Module, partition))];
        _ended = new(End);
        _owner.Committed += _wakeup.Wake;
        _running = Task.Run(() => Run(_ending.Token));
    }

    public static StreamPublisher Start(Database owner, RedisLine redis, ILogger log) => new(owner, redis, log);

    /// <summary>Once: whoever asks again waits for the same end.</summary>
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
        var retry = new Retry();
        var (lastTrim, acknowledged) = (0L, -1L);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var at = await At();
                for (var told = await Tell(at, ct); told != at; told = await Tell(at, ct)) (at, retry) = (told, new());
                if (at != acknowledged) await _owner.Acknowledge(Reader, acknowledged = at, ct);
                if (lastTrim == 0 || System.Diagnostics.Stopwatch.GetElapsedTime(lastTrim) > TrimEvery)
                {
                    foreach (var stream in _keys.Skip(1)) await StreamTrimmer.Trim(_redis, (string)stream);
                    lastTrim = System.Diagnostics.Stopwatch.GetTimestamp();
                }

                await _wakeup.Wait(Nap, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                _log.LogError(cause, "What {Module} tells cannot be brought to Redis now; it waits in the outbox", _owner.Module);
                await retry.Wait(ct);
            }
        }
    }

    private async Task<long> At() => await _redis.Ask("GET", _keys[0]) is { IsNull: false } at ? long.Parse((string)at, CultureInfo.InvariantCulture) : 0;

    /// <returns>Where Redis stands now; where it stood, when there is nothing more.</returns>
    private async Task<long> Tell(long after, CancellationToken ct)
    {
        var events = await _owner.ReadTold(after, MostTogether, ct);
        if (events.Count == 0) return after;

        var arguments = new List<object> { Script, _keys.Length };
        arguments.AddRange(_keys);
        arguments.Add(Text(after));
        foreach (var envelope in events) arguments.AddRange([Text(envelope.Position), Streams.PartitionOf(envelope.Key) + 2, Streams.Channel(envelope.Name), Streams.Write(envelope)]);
        return long.Parse((string)await _redis.Ask("EVAL", [.. arguments]), CultureInfo.InvariantCulture);
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
