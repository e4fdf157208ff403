using System.Globalization;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>How urgent a request is; the later ones may use more of the budget.</summary>
internal enum Urgency
{
    Read,
    Enter,
    Protect,
    Cancel,
}

/// <summary>Keeps within Binance's limits by what its headers say is used. The less is left, the more urgent a request must be; a cancel goes until the end.</summary>
/// <remarks>rest-api.md, "LIMITS". Weights are per IP, so one of these serves all accounts of a process.</remarks>
public sealed class Limits(TimeProvider time)
{
    private static readonly Refusal TooMuch = new(BrokerRefusals.RateLimited, "Binance's limit for this minute is nearly used up; only what is more urgent goes out.");
    private static readonly Refusal TooManyOrders = new(BrokerRefusals.RateLimited, "Binance's limit of new orders is used up; cancels still go out.");

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = [];
    private DateTimeOffset _closedUntil;
    private bool _isBan;

    /// <summary>Null when it may go; else why not, and when it may.</summary>
    internal (Refusal Reason, TimeSpan RetryAfter)? Check(Urgency urgency)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            // Asking during a ban makes it longer, so not even a cancel goes.
            if (now < _closedUntil)
                return (new(_isBan ? BrokerRefusals.Banned : BrokerRefusals.RateLimited, $"Binance asked to wait until {_closedUntil.UtcDateTime:HH:mm:ss} UTC; nothing is sent before."), _closedUntil - now);

            foreach (var (name, window) in _windows)
            {
                var share = name[0] == 'W' ? ShareOf(urgency) : urgency is Urgency.Enter or Urgency.Protect ? 1m : decimal.MaxValue;
                if (share == decimal.MaxValue || window.Limit <= 0 || now >= window.Ends || window.Used < window.Limit * share) continue;
                return (name[0] == 'W' ? TooMuch : TooManyOrders, window.Ends - now);
            }
        }

        return null;
    }

    /// <summary>Takes note of a reply: what is used, and whether it asks to stop.</summary>
    internal void Note(int status, Func<string, string?> header, IEnumerable<string> names)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var name in names)
                if (KeyOf(name) is { } key && int.TryParse(header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var used)) WindowOf(key).Set(used, now);
            if (status is not (418 or 429)) return;

            _isBan = status == 418;
            if (int.TryParse(header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) _closedUntil = Later(_closedUntil, now.AddSeconds(seconds));
            else if (_isBan) _closedUntil = Later(_closedUntil, now.AddMinutes(2)); // The shortest ban there is.
            else foreach (var (key, window) in _windows) if (key[0] == 'O') window.Fill(now); // 429 without the header: too many orders.
        }
    }

    /// <summary>The limits of exchangeInfo, in place of those that the documentation gives.</summary>
    internal void Learn(IEnumerable<RateLimitMessage> limits)
    {
        lock (_lock)
        {
            foreach (var limit in limits)
            {
                var kind = limit.RateLimitType switch { "REQUEST_WEIGHT" => "W", "ORDERS" => "O", _ => null };
                if (kind is not null && Length(limit.IntervalNum, limit.Interval[0]) is not null) WindowOf($"{kind}{limit.IntervalNum}{limit.Interval[0]}").Limit = limit.Limit;
            }
        }
    }

    private static decimal ShareOf(Urgency urgency) => urgency switch { Urgency.Read => 0.7m, Urgency.Enter => 0.8m, Urgency.Protect => 0.9m, _ => 1m };

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    // X-MBX-USED-WEIGHT-1M is W1M, X-MBX-ORDER-COUNT-10S is O10S.
    private static string? KeyOf(string header)
    {
        var name = header.ToUpperInvariant();
        var kind = name.StartsWith("X-MBX-USED-WEIGHT-", StringComparison.Ordinal) ? "W" : name.StartsWith("X-MBX-ORDER-COUNT-", StringComparison.Ordinal) ? "O" : null;
        return kind is null ? null : kind + name[(name.LastIndexOf('-') + 1)..];
    }

    private Window WindowOf(string key)
    {
        if (_windows.TryGetValue(key, out var window)) return window;

        // As the documentation's examples have them: 6,000 weight a minute, 50 orders in 10 s, 160,000 a day.
        var limit = key switch { "W1M" => 6000, "O10S" => 50, "O1D" => 160_000, _ => 0 };
        var length = int.TryParse(key[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Length(count, key[^1]) : null;
        return _windows[key] = new(length ?? TimeSpan.FromMinutes(1)) { Limit = limit };
    }

    private static TimeSpan? Length(int count, char letter) => letter switch
    {
        'S' => TimeSpan.FromSeconds(count),
        'M' => TimeSpan.FromMinutes(count),
        'H' => TimeSpan.FromHours(count),
        'D' => TimeSpan.FromDays(count),
        _ => null,
    };

    private sealed class Window(TimeSpan length)
    {
        public int Limit { get; set; }

        public int Used { get; private set; }

        public DateTimeOffset Ends { get; private set; }

        public void Set(int used, DateTimeOffset now)
        {
            Used = used;
            Ends = EndOf(now);
        }

        public void Fill(DateTimeOffset now)
        {
            Used = Math.Max(Used, Limit);
            Ends = EndOf(now);
        }

        // Windows begin at whole multiples of their length since the epoch: minutes at :00, days at 00:00 UTC.
        private DateTimeOffset EndOf(DateTimeOffset now) => new(now.UtcTicks - now.UtcTicks % length.Ticks + length.Ticks, TimeSpan.Zero);
    }
}
