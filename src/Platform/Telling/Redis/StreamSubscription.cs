using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Hears over Redis what a module in another process tells: partition by partition, each event once, in order within its key.</summary>
internal sealed class StreamSubscription : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private readonly Lazy<Task> _ended;

    private StreamSubscription(Func<CancellationToken, Task> begin, IReadOnlyList<PartitionReader> partitions)
    {
        _ended = new(End);
        _running = Task.Run(async () =>
        {
            await begin(_ending.Token);
            await Task.WhenAll(partitions.Select(partition => Task.Run(() => partition.Run(_ending.Token))));
        });
    }

    /// <param name="reader">The group's name, for ever.</param>
    public static StreamSubscription Start(string reader, string source, Database own, Handlers handlers, RedisLine redis, ILogger log)
    {
        var partitions = Enumerable.Range(0, Streams.Partitions).Select(partition => new PartitionReader(reader, Streams.Of(source, partition), own, handlers, redis, log)).ToArray();
        foreach (var name in handlers.Names)
        {
            redis.Listen(Streams.Channel(name), () =>
            {
                foreach (var partition in partitions) partition.Wake();
            });
        }

        return new(ct => Replay.IfNeeded(reader, source, own, redis, log, ct), partitions);
    }

    /// <summary>Once: whoever asks again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_ended.Value);

    private async Task End()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }
}

/// <summary>The one who handles a partition.</summary>
internal sealed class PartitionReader(string reader, string stream, Database own, Handlers handlers, RedisLine redis, ILogger log)
{
    private const int MostTogether = 128;

    /// <summary>The partition's consumer has one name in whichever process it runs, so that what one process left is the next one's own.</summary>
    private const string Consumer = "reader";

    private const string Pending = "0";
    private const string New = ">";

    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);

    private readonly Wakeup _wakeup = new();
    private readonly Lease _lease = new(redis, $"{stream}:lease:{reader}");

    public void Wake() => _wakeup.Wake();

    public async Task Run(CancellationToken ct)
    {
        var (together, retry, isMissing) = (MostTogether, new Retry(), false);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (isMissing) await Create(); // the first time, or Redis has lost it; what was handled is known here
                isMissing = false;
                if (!await _lease.IsHeld())
                {
                    await _wakeup.Wait(Nap, ct);
                    continue;
                }

                // New ones are only taken over here, and handled when they come as the first of what is pending:
                // so it does not matter which of the calls that were thought lost have been done.
                if (await Handle(await Read(Pending, together)) || (await Read(New, MostTogether)).Length > 0) (together, retry) = (MostTogether, new());
                else await _wakeup.Wait(Nap, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (RedisServerException missing) when (missing.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
            {
                isMissing = true;
            }
            catch (Exception cause) when (together > 1 && (cause is not IOException || cause is DatabaseException))
            {
                together = 1; // so that those before the one that fails are done
            }
            catch (Exception cause)
            {
                log.LogError(cause, "{Reader} cannot handle what comes on {Stream}; it tries again in {Pause}", reader, stream, retry.Pause);
                await retry.Wait(ct);
            }
        }

        await GiveBack();
    }

    private async Task<RedisResult[]> Read(string from, int most)
    {
        var reply = await redis.Ask("XREADGROUP", "GROUP", reader, Consumer, "COUNT", most, "STREAMS", stream, from);
        return reply.IsNull ? [] : (RedisResult[])((RedisResult[])((RedisResult[])reply)[0])[1];
    }

    private async Task<bool> Handle(RedisResult[] entries)
    {
        if (entries.Length == 0) return false;

        var ids = entries.Select(entry => (string)((RedisResult[])entry)[0]).ToArray();
        var bodies = entries.Select(entry => ((RedisResult[])entry)[1]).ToArray();
        foreach (var (index, _) in bodies.Index().Where(body => body.Item.IsNull)) log.LogError("{Stream} lost event {Id} before {Reader} handled it. Something has trimmed or deleted it: compare with the outbox", stream, ids[index], reader);

        var events = bodies.Where(body => !body.IsNull).Select(body => handlers.Hear(Streams.Read((string)((RedisResult[])body)[1]))).ToArray();
        await own.Write(writing =>
        {
            foreach (var heard in events) Inbox.HandleOne(writing, reader, heard, handlers);
        }, CancellationToken.None);
        await redis.Ask("XACK", [stream, reader, .. ids]);
        return true;
    }

    private async Task Create()
    {
        try
        {
            await redis.Ask("XGROUP", "CREATE", stream, reader, "0", "MKSTREAM");
        }
        catch (RedisServerException there) when (there.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // another process was quicker
        }
    }

    private async Task GiveBack()
    {
        try
        {
            await _lease.Release();
        }
        catch (Exception cause) when (cause is IOException or RedisException)
        {
            // it ends by itself
        }
    }
}
