using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>How LEAN stores a type of security.</summary>
/// <param name="Folder">Its folder's name.</param>
/// <param name="Scale">Prices are multiplied by ten to this power.</param>
/// <param name="DaysAreSessions">Whether a daily bar is a trading session; otherwise it is a day of the data's time zone.</param>
/// <param name="IsSupported">False for what is recognised only to be refused.</param>
internal sealed record LeanSecurity(string Folder, AssetClass AssetClass, int Scale = 0, bool DaysAreSessions = false, bool IsSupported = true)
{
    // Prices of stocks and options x 10,000: LEAN, Data/equity/readme.md.
    private const int StockScale = 4;

    private static readonly LeanSecurity[] All =
    [
        new("equity", AssetClass.Stock, StockScale, DaysAreSessions: true),
        new("index", AssetClass.Index, DaysAreSessions: true),
        new("forex", AssetClass.Forex),
        new("cfd", AssetClass.Index),
        new("crypto", AssetClass.Crypto),
        new("cryptofuture", AssetClass.Crypto),
        new("future", AssetClass.Future),
        new("option", AssetClass.Stock, StockScale, IsSupported: false),
        new("indexoption", AssetClass.Index, StockScale, IsSupported: false),
        new("futureoption", AssetClass.Future, IsSupported: false),
    ];

    public static LeanSecurity? Find(string folder) => Array.Find(All, security => security.Folder == folder);

    /// <summary>The folder of an asset class, for a file that lies outside its own.</summary>
    public static LeanSecurity Of(AssetClass assetClass) => Array.Find(All, security => security.AssetClass == assetClass)!;

    /// <summary>Whether its market never closes, so that days of UTC are its trading days.</summary>
    public bool IsAroundTheClock => AssetClass == AssetClass.Crypto;

    /// <summary>How a series of it is named: AAPL.US, ADAUSDT-PERP.BINANCE, ESZ13.CME.</summary>
    public SymbolHint HintOf(LeanPath path, string partName)
    {
        var venue = path.Market.Length == 0 ? null : LeanMarkets.VenueOf(path.Market);
        var ticker = path.Ticker.ToUpperInvariant();
        if (Folder == "cryptofuture") return new(ticker + "-PERP", venue, AssetClass);
        return AssetClass == AssetClass.Future && LeanPath.ContractIn(partName) is { } contract
            ? new(ticker + contract, venue, AssetClass) { Root = ticker }
            : new(ticker, venue, AssetClass);
    }
}
