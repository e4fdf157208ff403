using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>Accounts and instruments for tests of bookings, and trades in one word.</summary>
internal static class Desk
{
    public static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 12, 0);

    public static readonly Instrument Apple = Stock("AAPL", Currency.Usd);
    public static readonly Instrument Siemens = Stock("SIE", Currency.Eur);
    public static readonly Instrument EuroDollar = Pair("EUR", "USD", AssetClass.Forex);
    public static readonly Instrument BitcoinEuro = Pair("BTC", "EUR", AssetClass.Crypto);
    public static readonly Instrument BitcoinTether = Pair("BTC", "USDT", AssetClass.Crypto);
    public static readonly Instrument Perpetual = BitcoinTether with { Symbol = new("BTCUSDTPERP", "TEST"), Margined = true };

    public static readonly Instrument Mini = new()
    {
        Symbol = new("ESH24", "TEST"),
        AssetClass = AssetClass.Future,
        Currency = Currency.Usd,
        TickSize = 0.25m,
        Multiplier = 50m,
    };

    public static Instrument Stock(string ticker, Currency currency) => new() { Symbol = new(ticker, "TEST"), AssetClass = AssetClass.Stock, Currency = currency };

    public static Account Open(decimal cash, params Instrument[] instruments) => Open(new AccountRules { StartingCash = new(cash, Currency.Usd) }, instruments);

    public static Account Open(AccountRules rules, params Instrument[] instruments) => new(rules, instruments, Start);

    /// <summary>Buys, or sells where the quantity is negative, and marks at the price.</summary>
    public static void Trade(this Account account, int place, decimal quantity, decimal price, decimal fee = 0m, int day = 0, params LotChoice[] lots)
    {
        var instrument = account.Positions[place].Instrument;
        account.Mark(place, (double)price);
        var fill = new Execution(1, new(1), instrument, quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(quantity)), new(price), fee, Liquidity.Taker, Day(day));
        account.Apply(place, in fill, instrument.Currency, lots);
    }

    /// <summary>Noon, so many days after the start.</summary>
    public static Instant64 Day(int day) => Start + Duration64.FromDays(day);

    /// <summary>What is in the ledger under an account, in one currency.</summary>
    public static decimal SumOf(this Account account, LedgerAccount kind, Currency currency) =>
        account.Ledger.Entries.Where(entry => entry.Account == kind && entry.Currency == currency).Sum(entry => entry.Amount);

    private static Instrument Pair(string coin, string quote, AssetClass asset) => new()
    {
        Symbol = new(coin + quote, "TEST"),
        AssetClass = asset,
        Currency = new(quote),
        BaseCurrency = new Currency(coin),
        TickSize = 0.0001m,
        LotSize = 0.001m,
    };
}
