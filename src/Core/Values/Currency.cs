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

    public override string ToString() => Code;
}
