using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Looks at the fields of a question of size: what the method needs is there, what it has no use for is not. Pure; null means that nothing is wrong.</summary>
internal static class SizeFieldCheck
{
    private const decimal Most = 1e12m;
    private const decimal MostPercent = 10_000m;
    private const decimal MostTimes = 1_000m;
    private const int LeastLength = 2;
    private const int MostLength = 250;

    public static RiskRefusal? FaultOf(SizeRequest asked) =>
        Fields.TextFault("symbol", asked.Symbol, Fields.LongestText)
        ?? (asked.AccountId is { } account ? Fields.IdFault("accountId", account) : null)
        ?? UseFault(asked)
        ?? Fields.NumberFault("equity", asked.Equity, Most, -Most)
        ?? Fields.AboveZeroFault("price", asked.Price?.Value, Most)
        ?? Fields.AboveZeroFault("quantity", asked.Quantity?.Value, Most)
        ?? Fields.AboveZeroFault("percent", asked.Percent?.Value, MostPercent)
        ?? Fields.AboveZeroFault("stopPrice", asked.StopPrice?.Value, Most)
        ?? Fields.AboveZeroFault("atr", asked.Atr, Most)
        ?? Fields.AboveZeroFault("ranges", asked.Ranges, MostTimes)
        ?? Fields.AboveZeroFault("volatility", asked.Volatility, MostTimes)
        ?? Fields.AboveZeroFault("mostTimes", asked.MostTimes, MostTimes)
        ?? Fields.NumberFault("winRate", asked.WinRate, 1m)
        ?? Fields.AboveZeroFault("payoff", asked.Payoff, Most)
        ?? Fields.AboveZeroFault("cap", asked.Cap?.Value, MostPercent)
        ?? Fields.AboveZeroFault("part", asked.Part, 1m)
        ?? Fields.NumberFault("length", asked.Length, MostLength, LeastLength)
        ?? (asked is { Length: not null, Atr: not null } or { Length: not null, Volatility: not null } ? Fields.No("length", "length is of what is taken of daily bars; leave it out where that is given.") : null);

    private static RiskRefusal? UseFault(SizeRequest asked)
    {
        (string Name, bool IsGiven, SizeMethod[] Needing, bool IsOptional)[] fields =
        [
            ("quantity", asked.Quantity is not null, [SizeMethod.Fixed], false),
            ("percent", asked.Percent is not null, [SizeMethod.PercentOfEquity, SizeMethod.RiskPerTrade, SizeMethod.Atr, SizeMethod.VolatilityTarget], false),
            ("stopPrice", asked.StopPrice is not null, [SizeMethod.RiskPerTrade], false),
            ("atr", asked.Atr is not null, [SizeMethod.Atr], true),
            ("ranges", asked.Ranges is not null, [SizeMethod.Atr], true),
            ("volatility", asked.Volatility is not null, [SizeMethod.VolatilityTarget], true),
            ("mostTimes", asked.MostTimes is not null, [SizeMethod.VolatilityTarget], true),
            ("winRate", asked.WinRate is not null, [SizeMethod.Kelly], false),
            ("payoff", asked.Payoff is not null, [SizeMethod.Kelly], false),
            ("cap", asked.Cap is not null, [SizeMethod.Kelly], false),
            ("part", asked.Part is not null, [SizeMethod.Kelly], true),
            ("length", asked.Length is not null, [SizeMethod.Atr, SizeMethod.VolatilityTarget], true),
        ];
        foreach (var field in fields)
        {
            var isNeeded = field.Needing.Contains(asked.Method);
            if (isNeeded && !field.IsGiven && !field.IsOptional) return Fields.No(field.Name, $"This method needs {field.Name}.");
            if (!isNeeded && field.IsGiven) return Fields.No(field.Name, $"This method has no use for {field.Name}; leave it out.");
        }

        return null;
    }
}
