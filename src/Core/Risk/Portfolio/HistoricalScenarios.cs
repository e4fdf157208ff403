using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>Falls that happened. Futures are taken to be on stocks; where a class did not exist yet, the hardest hit of its time stands for it.</summary>
public static class HistoricalScenarios
{
    // Of one day, 19 October 1987: the S&P 500 fell by 20.47 % (R. McKeon and J. Netter, What Caused the 1987 Stock Market Crash and Lessons for the 2008 Crash),
    // its future by 28.6 % (Report of the Presidential Task Force on Market Mechanisms, 1988).
    private static readonly StressScenario Crash1987 = Of("1987", "Black Monday: one day, 19 October 1987.", stocks: -20.47m, futures: -28.6m, crypto: -28.6m);

    // 24 March 2000 to 9 October 2002: S&P 500 1527.46 to 776.76, -49.1 % (S&P Dow Jones Indices). For crypto the Nasdaq Composite, 5048.62 on 10 March 2000 to 1114.11, -77.9 %.
    private static readonly StressScenario Dotcom2000 = Of("2000", "The end of the dot-com boom: March 2000 to October 2002.", stocks: -49.1m, futures: -49.1m, crypto: -77.9m);

    // 9 October 2007 to 9 March 2009: S&P 500 1565.15 to 676.53, -56.8 % (S&P Dow Jones Indices).
    private static readonly StressScenario Credit2008 = Of("2008", "The financial crisis: October 2007 to March 2009.", stocks: -56.8m, futures: -56.8m, crypto: -56.8m);

    // 19 February to 23 March 2020: S&P 500 3386.15 to 2237.40, -33.9 % (S&P Dow Jones Indices). Bitcoin lost 34.11 % in the four days to 15 March (CoinDesk, Dow Jones Market Data).
    private static readonly StressScenario Pandemic2020 = Of("2020", "The pandemic: February and March 2020.", stocks: -33.9m, futures: -33.9m, crypto: -34.11m);

    // Bitcoin from 67,802.30 on 9 November 2021 to 15,602.37 on 21 November 2022, -76.99 % (CoinDesk, Dow Jones Market Data). 3 January to 12 October 2022: S&P 500 -25.43 % (Ned Davis Research).
    private static readonly StressScenario Crypto2022 = Of("2022-crypto", "The fall of crypto to the end of FTX: November 2021 to November 2022.", stocks: -25.43m, futures: -25.43m, crypto: -76.99m);

    public static IReadOnlyList<StressScenario> All { get; } = [Crash1987, Dotcom2000, Credit2008, Pandemic2020, Crypto2022];

    private static StressScenario Of(string name, string summary, decimal stocks, decimal futures, decimal crypto) => new(name, summary)
    {
        Classes = new Dictionary<AssetClass, Percent>
        {
            [AssetClass.Stock] = new(stocks),
            [AssetClass.Index] = new(stocks),
            [AssetClass.Future] = new(futures),
            [AssetClass.Crypto] = new(crypto),
        },
    };
}
