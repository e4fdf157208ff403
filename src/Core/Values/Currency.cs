namespace AlgoTrendy.Core.Values;

/// <summary>What money is counted in: an ISO 4217 code (USD) or a coin's ticker (BTC), in capitals.</summary>
public readonly record struct Currency
{
    public static readonly Currency Usd = new("USD");
    public static readonly Currency Eur = new("EUR");
    public static readonly Currency Usdt = new("USDT");
    public static readonly Currency Btc = new("BTC");

    private const int LongestCode = 16;

    public Currency(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        if (code.Length > LongestCode || !code.All(letter => letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            throw new ArgumentException($"'{code}' is no currency code: 1 to {LongestCode} capital letters or digits.", nameof(code));
        Code = code;
    }

    public string Code { get; }

    /// <summary>How many places an amount is recorded with: eight for coins that are counted in fractions, two for everything else.</summary>
    public int Decimals => Code is "BTC" or "ETH" or "BNB" or "SOL" or "LTC" or "BCH" ? 8 : 2;

    public override string ToString() => Code;
}
