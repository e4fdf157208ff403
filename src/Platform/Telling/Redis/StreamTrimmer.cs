using System.Globalization;
using StackExchange.Redis;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Drops from a stream what every group has handled. By the smallest id still needed, never by length: that would destroy what is unread.</summary>
internal static class StreamTrimmer
{
    public static async Task Trim(RedisLine redis, string stream)
    {
        if ((int)await redis.Ask("EXISTS", stream) == 0) return;

        var needed = new List<string>();
        foreach (var group in (RedisResult[])await redis.Ask("XINFO", "GROUPS", stream))
        {
            var fields = (RedisResult[])group;
            var name = Field(fields, "name");
            var oldest = (RedisResult[])await redis.Ask("XPENDING", stream, name, "-", "+", 1);
            needed.Add(oldest.Length > 0 ? (string)((RedisResult[])oldest[0])[0] : Field(fields, "last-delivered-id"));
        }

        // Nobody listens yet; whoever comes may want all of it.
        if (needed.Count > 0) await redis.Ask("XTRIM", stream, "MINID", needed.MinBy(Place)!);
    }

    private static string Field(RedisResult[] fields, string name)
    {
        for (var index = 0; index + 1 < fields.Length; index += 2)
            if ((string)fields[index] == name) return (string)fields[index + 1];
        throw new InvalidDataException($"Redis says nothing about {name} of a group.");
    }

    private static (ulong, ulong) Place(string id)
    {
        var parts = id.Split('-');
        return (ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
