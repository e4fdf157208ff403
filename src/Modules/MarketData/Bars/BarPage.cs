using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Modules.MarketData.Bars;

/// <param name="NextCursor">From where the next page goes on; null when there is none.</param>
internal sealed record BarPage(IReadOnlyList<StoredBar> Items, Instant? NextCursor);

/// <summary>A bar as the public doors show it: [OpenTime, CloseTime) in UTC.</summary>
internal sealed record StoredBar(
    Symbol Symbol,
    Interval Interval,
    string Style,
    Instant OpenTime,
    Instant CloseTime,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    bool Closed,
    string Source);
