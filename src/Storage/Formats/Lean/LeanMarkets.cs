namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Venues as LEAN's folders name markets.</summary>
internal static class LeanMarkets
{
    public static string VenueOf(string market) => market == "usa" ? "US" : market.ToUpperInvariant();
}
