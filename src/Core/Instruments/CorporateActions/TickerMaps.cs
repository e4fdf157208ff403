using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>The ticker maps of one market: finds whose ticker it was.</summary>
public sealed class TickerMaps(IReadOnlyList<TickerMap> maps)
{
    /// <summary>The security that traded as <paramref name="ticker"/> on a date; null when none did, as far as the maps know.</summary>
    public TickerMap? Find(string ticker, LocalDate date)
    {
        var wanted = ticker.ToUpperInvariant();
        return maps.FirstOrDefault(map => map.TickerOn(date) == wanted);
    }
}
