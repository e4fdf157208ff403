using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>What is traded on the simulated venue: grids, fees, hours and currencies as of the real models, prices of nobody's.</summary>
/// <remarks>Tick, lot and minimum as at Binance, NYSE and Nasdaq, FXCM and CME; fees as Binance's regular tier and Interactive Brokers' fixed prices (2025).</remarks>
internal static class Listings
{
    public const string Venue = "SIM";

    private static readonly Currency Yen = new("JPY");

    public static readonly IReadOnlyList<Listing> All =
    [
        Stock("AAPL", "Simulated Apple", 200, volatility: 0.28, group: 0.50, turnover: 10e9, spread: 0.5m),
        Stock("JPM", "Simulated JPMorgan Chase", 230, volatility: 0.26, group: 0.42, turnover: 2.2e9, spread: 0.6m),
        Stock("MSFT", "Simulated Microsoft", 400, volatility: 0.25, group: 0.55, turnover: 9e9, spread: 0.4m),
        Stock("SPY", "Simulated S&P 500 fund", 580, volatility: 0.17, group: 0.80, turnover: 35e9, spread: 0.2m),
        Stock("TSLA", "Simulated Tesla", 300, volatility: 0.55, group: 0.40, turnover: 25e9, spread: 0.8m),
        Coin("BTC", "Simulated Bitcoin", 90_000, lot: 0.00001m, volatility: 0.55, group: 0.80, turnover: 2e9, spread: 0.3m),
        Coin("ETH", "Simulated Ether", 3_300, lot: 0.0001m, volatility: 0.70, group: 0.78, turnover: 1.2e9, spread: 0.4m),
        Coin("SOL", "Simulated Solana", 190, lot: 0.001m, volatility: 0.85, group: 0.68, turnover: 0.6e9, spread: 0.8m),
        Pair(Currency.Eur, Currency.Usd, 1.10, tick: 0.00001m, volatility: 0.075, market: 0.15, group: 0.75, turnover: 80e9, spread: 0.5m),
        Pair(new("GBP"), Currency.Usd, 1.28, tick: 0.00001m, volatility: 0.085, market: 0.20, group: 0.65, turnover: 40e9, spread: 0.7m),
        Pair(Currency.Usd, Yen, 148, tick: 0.001m, volatility: 0.095, market: 0.25, group: -0.50, turnover: 9e12, spread: 0.6m),
        Future("ES", "Simulated E-mini S&P 500, continuous", 5_850, volatility: 0.17, group: 0.80, turnover: 420e9),
    ];

    private static Listing Stock(string ticker, string description, double level, double volatility, double group, double turnover, decimal spread) => new()
    {
        Instrument = new()
        {
            Symbol = new(ticker, Venue),
            AssetClass = AssetClass.Stock,
            Currency = Currency.Usd,
            Description = description,
            Fees = PerShareFee.InteractiveBrokers,
            Calendar = BuiltInCalendars.UsEquity,
            TypicalSpreadBasisPoints = spread,
            PrintsEveryBar = true,
            IsSimulated = true,
        },
        Group = "equity",
        Shape = DayShape.UsStocks,
        Level = level,
        Drift = 0.06,
        Volatility = volatility,
        MarketLoad = group >= 0.8 ? 0.5 : 0.4,
        GroupLoad = group,
        Turnover = turnover,
        NightShare = 0.25,
        Leverage = -0.4,
    };

    private static Listing Coin(string ticker, string description, double level, decimal lot, double volatility, double group, double turnover, decimal spread) => new()
    {
        Instrument = new()
        {
            Symbol = new(ticker + "USDT", Venue),
            AssetClass = AssetClass.Crypto,
            Currency = Currency.Usdt,
            BaseCurrency = new(ticker),
            Description = description,
            LotSize = lot,
            MinNotional = 5m,
            Fees = new PercentFee(10m),
            TypicalSpreadBasisPoints = spread,
            PrintsEveryBar = true,
            IsSimulated = true,
        },
        Group = "crypto",
        Shape = DayShape.Crypto,
        Level = level,
        Drift = 0.05,
        Reversion = 0.8,
        Volatility = volatility,
        MarketLoad = 0.3,
        GroupLoad = group,
        Turnover = turnover,
        DaysPerYear = 365.25,
        JumpRate = 1.5,
        FastDeviation = 0.34,
        SlowDeviation = 0.32,
    };

    private static Listing Pair(Currency bought, Currency paid, double level, decimal tick, double volatility, double market, double group, double turnover, decimal spread) => new()
    {
        Instrument = new()
        {
            Symbol = new(bought.Code + paid.Code, Venue),
            AssetClass = AssetClass.Forex,
            Currency = paid,
            BaseCurrency = bought,
            Description = $"Simulated {bought} in {paid}",
            TickSize = tick,
            LotSize = 1000m,
            Fees = new PercentFee(0.2m),
            Calendar = BuiltInCalendars.Forex,
            TypicalSpreadBasisPoints = spread,
            PrintsEveryBar = true,
            IsSimulated = true,
        },
        Group = "dollar",
        Shape = DayShape.Forex,
        Level = level,
        Drift = 0.0,
        Volatility = volatility,
        MarketLoad = market,
        GroupLoad = group,
        Turnover = turnover,
        DaysPerYear = 259.0,
        NightShare = 0.05,
        FastDeviation = 0.22,
        SlowDeviation = 0.25,
    };

    private static Listing Future(string ticker, string description, double level, double volatility, double group, double turnover) => new()
    {
        Instrument = new()
        {
            Symbol = new(ticker, Venue),
            AssetClass = AssetClass.Future,
            Currency = Currency.Usd,
            Description = description,
            TickSize = 0.25m,
            Multiplier = 50m,
            Fees = new PerContractFee(2.25m),
            Calendar = BuiltInCalendars.Find("CME-EQUITY-INDEX")!,
            TypicalSpreadBasisPoints = 0.43m,
            PrintsEveryBar = true,
            IsSimulated = true,
        },
        Group = "equity",
        Shape = DayShape.IndexFuture,
        Level = level,
        Drift = 0.05,
        Volatility = volatility,
        MarketLoad = 0.5,
        GroupLoad = group,
        Turnover = turnover,
        NightShare = 0.05,
        Leverage = -0.4,
    };
}
