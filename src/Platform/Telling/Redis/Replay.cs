using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Redis forgets what every group has handled; the outbox does not. A reader whose database is new, or was restored, has everything told again from there. Other readers know those events and drop them.</summary>
internal static class Replay
{
    /// <summary>
    /// The reader's groups begin behind all that is there now, so that nothing comes before what it follows; and the publisher finds that it stands at nothing.
    /// Arguments: the reader. Keys: how far the outbox has been brought, then the streams.
    /// </summary>
    private const string Script = """
        for i = 2, #KEYS do
            pcall(redis.call, 'XGROUP', 'DESTROY', KEYS[i], ARGV[1])
            redis.call('XGROUP', 'CREATE', KEYS[i], ARGV[1], '$', 'MKSTREAM')
        end
        return redis.call('DEL', KEYS[1])
        """;

    /// <summary>Comes back when the reader's groups fit what its database knows.</summary>
    public static async Task IfNeeded(string reader, string source, Database own, RedisLine redis, ILogger log, CancellationToken ct)
    {
        var (note, retry) = ("redis:" + source, new Retry());
        object[] keys = [Streams.Told(source), .. Enumerable.Range(0, Streams.Partitions).Select(partition => Streams.Of(source, partition))];
        while (!ct.IsCancellationRequested)
        {
            try
            {
                // 0 is no generation here: it is what is found where nothing was noted.
                var generation = await own.Read(reading => reading.Generation, ct) + 1;
                if (await Inbox.Position(own, reader, note, ct) == generation) return;
                await redis.Ask("EVAL", [Script, keys.Length, .. keys, reader]);
                await own.Write(writing => Inbox.Move(writing, reader, note, generation), ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                log.LogError(cause, "{Reader} cannot ask for what {Source} has told; it tries again in {Pause}", reader, source, retry.Pause);
                await retry.Wait(ct);
            }
        }
    }
}
