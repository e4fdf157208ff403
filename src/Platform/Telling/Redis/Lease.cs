using System.Diagnostics;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Makes one process at a time the consumer of a partition. It only saves work: were two to hold it, the inbox would still handle every event once.</summary>
internal sealed class Lease(RedisLine redis, string key)
{
    private const string RenewScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
    private const string ReleaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(6);

    private readonly string _holder = Guid.NewGuid().ToString("N");
    private long? _since;

    /// <summary>Whether this process is the one; takes it or renews it where that is due.</summary>
    public async Task<bool> IsHeld()
    {
        if (_since is { } since && Stopwatch.GetElapsedTime(since) < Life / 3) return true;

        var now = Stopwatch.GetTimestamp(); // before asking, so that it never lasts longer here than there
        var life = (long)Life.TotalMilliseconds;
        var isHeld = (_since is not null && (int)await redis.Ask("EVAL", RenewScript, 1, key, _holder, life) == 1)
            || !(await redis.Ask("SET", key, _holder, "NX", "PX", life)).IsNull;
        _since = isHeld ? now : null;
        return isHeld;
    }

    public async Task Release()
    {
        if (_since is not null) await redis.Ask("EVAL", ReleaseScript, 1, key, _holder);
        _since = null;
    }
}
