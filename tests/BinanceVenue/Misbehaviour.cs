using System.Collections.Concurrent;

namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>What the venue has been told to do wrong, and how many times still.</summary>
internal sealed class Misbehaviour
{
    /// <summary>The words of the control door.</summary>
    public static readonly IReadOnlySet<string> Words = new HashSet<string>
    {
        "drop-fill", "double-fill", "late", "fail-after", "fail-before", "close-after", "close-before", "hang", "limit", "order-limit", "ban", "mute", "read-fail", "refuse-cancel",
    };

    private readonly ConcurrentDictionary<string, (int Times, int Value)> _asked = new();

    public void Ask(string what, int times, int value) => _asked[what] = (times, value);

    /// <summary>What has not been done yet.</summary>
    public IReadOnlyList<string> Left => [.. _asked.Where(asked => asked.Value.Times > 0).Select(asked => asked.Key)];

    public bool Is(string what) => _asked.TryGetValue(what, out var asked) && asked.Times > 0;

    /// <summary>Whether it is to be done this time; the value that was asked for with it.</summary>
    public bool Takes(string what, out int value)
    {
        while (_asked.TryGetValue(what, out var asked) && asked.Times > 0)
        {
            value = asked.Value;
            if (_asked.TryUpdate(what, asked with { Times = asked.Times - 1 }, asked)) return true;
        }

        value = 0;
        return false;
    }
}
