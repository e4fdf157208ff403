using System.Globalization;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Parameters of a request in their order, as text that Binance's signature is over.</summary>
internal sealed class Parameters
{
    private readonly List<(string Name, string Value)> _pairs = [];

    public Parameters Add(string name, string? value)
    {
        if (value is not null) _pairs.Add((name, value));
        return this;
    }

    public Parameters Add(string name, decimal? value) => Add(name, value is { } number ? Plain(number) : null);

    public Parameters Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>name=value&amp;name=value, percent-encoded before it is signed, as the API wants since January 2026.</summary>
    public string Joined => string.Join('&', _pairs.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>For REST: the time, how long the request is good for, and the signature over all of it.</summary>
    public string Signed(ApiKey key, long timestamp, long receiveWindow)
    {
        var payload = Timed(timestamp, receiveWindow).Joined;
        return $"{payload}&signature={key.Sign(payload)}";
    }

    /// <summary>For the WebSocket API: the same, over the parameters sorted by name with the key among them.</summary>
    public IReadOnlyDictionary<string, string> SignedByName(ApiKey key, long timestamp, long receiveWindow)
    {
        var sorted = new Parameters();
        sorted._pairs.AddRange(Timed(timestamp, receiveWindow).Add("apiKey", key.Name)._pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal));
        var signature = key.Sign(sorted.Joined);
        return sorted.Add("signature", signature)._pairs.ToDictionary(pair => pair.Name, pair => pair.Value);
    }

    // A copy: a request that is sent again is signed with a new time.
    private Parameters Timed(long timestamp, long receiveWindow)
    {
        var timed = new Parameters();
        timed._pairs.AddRange(_pairs);
        return timed.Add("recvWindow", receiveWindow).Add("timestamp", timestamp);
    }

    // Trailing zeros count as precision there (-1111), and an exponent is no number.
    private static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
