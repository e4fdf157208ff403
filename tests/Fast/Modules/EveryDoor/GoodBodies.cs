namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>What doors take, by the type that they read; bad requests are made of these.</summary>
internal static class GoodBodies
{
    /// <summary>In the place of $MONTH in what is good: little to run on.</summary>
    private const string Month = """ "symbols":["BTCUSDT.SIM"],"interval":"1d","from":"2024-01-01T00:00:00Z","to":"2024-02-01T00:00:00Z" """;

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["OrderBody"] =
        [
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01"}""",
            """{"accountId":"main","symbol":"btc-usdt.sim","side":"buy","type":"limit","quantity":0.01,"limitPrice":"100","postOnly":true,"tag":"far below"}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"stop","quantity":"0.001","stopPrice":"100","reduceOnly":true}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"stopLimit","quantity":"0.001","stopPrice":"900000","limitPrice":"900001","timeInForce":"day"}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"trailingStop","quantity":"0.001","trailPercent":"5"}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.001","limitPrice":"100","timeInForce":"gtd","expiresAt":"2200-01-01T00:00:00Z"}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.01","limitPrice":"100","groupType":"bracket","takeProfit":{"limitPrice":"200"},"stopLoss":{"stopPrice":"50"}}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"limit","quantity":"0.001","limitPrice":"900000","groupType":"oco","stopLoss":{"stopPrice":"100"}}""",
        ],
        ["AmendmentBody"] = ["""{"quantity":"0.02"}""", """{"limitPrice":"101"}"""],
        ["CloseBody"] = ["{}", """{"quantity":"0.001"}"""],
        ["ProtectBody"] = ["""{"stopPrice":"100"}""", """{"trailPercent":"5"}"""],
        ["StopRuleBody"] =
        [
            """{"kind":"fixed","percent":"50"}""", """{"kind":"fixed","stopPrice":"100","closeAfterSeconds":86400}""", """{"kind":"trailing","amount":"9000"}""",
            """{"kind":"atr","multiple":"3","period":5,"interval":"1d","isTrailing":true}""", """{"closeAt":"2200-01-01T00:00:00Z"}""",
        ],
        ["ModeBody"] = ["{}", """{"accountId":"main","reason":"a test"}"""],
        ["FlattenBody"] = ["""{"accountId":"main","symbol":"BTCUSDT.SIM"}"""],
        ["DisconnectBody"] = ["{}", """{"cancelOrders":false}"""],
        ["AcceptanceBody"] = ["""{"differenceIds":["balance:USDT"],"note":"looked at"}"""],
        ["LimitsBody"] =
        [
            """{"items":[{"limitId":"collar","scope":"account","rule":"priceCollar","unit":"percent","value":"10"}]}""",
            """{"items":[{"limitId":"big","scope":"symbol","scopeId":"BTCUSDT.SIM","rule":"maxPosition","unit":"quantity","value":"5","warnAt":"0.8"}],"onBreach":"halted","note":"a test"}""",
        ],
        ["LimitBody"] = ["""{"limitId":"risk","scope":"account","rule":"maxRiskPerTrade","unit":"percent","value":"3","countsWithoutStop":false}""", """{"limitId":"price-collar","scope":"account","rule":"priceCollar","unit":"percent","value":"12"}""", """{"limitId":"hours","scope":"account","rule":"tradingHours","unit":"none","hours":{"name":"US-EQUITY"}}"""],
        ["SizeRequest"] =
        [
            """{"symbol":"BTCUSDT.SIM","method":"percentOfEquity","percent":"5","accountId":"main"}""",
            """{"symbol":"AAPL.SIM","method":"riskPerTrade","percent":"1","stopPrice":"90","price":"100","equity":"10000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"kelly","winRate":"0.55","payoff":"1.5","cap":"20","equity":"10000","price":"50000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"atr","atr":"900","percent":"1","equity":"10000","price":"50000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","equity":"10000","price":"50000","length":10}""",
            """{"symbol":"ES.SIM","method":"fixed","quantity":"1000000000000","equity":"10000","price":"1000000000000"}""",
        ],
        ["StressRequest"] =
        [
            "{}", """{"accountId":"main","scenarios":["2008"]}""", """{"portfolioId":"all","scenarios":["2020"]}""", """{"holdings":[{"symbol":"BTCUSDT.SIM","worth":"1000000000000000"}],"equity":"5"}""",
            """{"holdings":[{"symbol":"AAPL.SIM","worth":"-5000"}],"shocks":[{"name":"mine","summary":"a fall","classes":{"stock":"-10"},"symbols":{},"currencies":{"USD":"1000"}}]}""",
        ],
        ["AccountBody"] = ["""{"accountId":"second","name":"Second","mode":"paper","broker":"paper","currency":"USDT","cash":"1000"}""", """{"accountId":"atvenue","name":"At a venue","mode":"paper","broker":"binance","currency":"USDT"}"""],
        ["AccountPatch"] = ["{}", """{"name":"Main account"}""", """{"settings":{"reconcileSeconds":20,"unprotected":"alert"}}"""],
        ["CashRequest"] = ["""{"currency":"USDT","amount":"10","note":"a test"}""", """{"currency":"USDT","amount":-5}"""],
        ["TransferRequest"] = ["""{"from":"unassigned","to":"trend","currency":"USDT","amount":"10"}"""],
        ["CorrectionRequest"] =
        [
            """{"kind":"interest","note":"a test","amount":"1.5","currency":"USDT"}""", """{"kind":"conversion","note":"a test","amount":"1","currency":"USDT","received":"1","receivedCurrency":"USD"}""",
            """{"kind":"split","note":"a test","symbol":"AAPL.SIM","factor":"0.5","price":"100"}""",
        ],
        ["PortfolioRequest"] = ["""{"name":"Mine","accounts":[{"accountId":"calm"}]}""", """{"name":"Mine","accounts":[{"accountId":"main"}]}""", """{"portfolioId":"mine","name":"Mine","accounts":[{"accountId":"main","part":"trend"}],"strategy":"trend"}"""],
        ["PortfolioPatch"] = ["{}", """{"name":"Other"}""", """{"accounts":[{"accountId":"main"}]}"""],
        ["RebalanceOrder"] = ["""{"targets":[{"symbol":"BTCUSDT.SIM","weight":"0.1"}]}""", """{"targets":[{"symbol":"ETHUSDT.SIM","weight":"0.01"}],"only":true,"mode":"execute","accountId":"calm"}"""],
        ["BacktestRequest"] = ["""{"strategy":"buy-and-hold",$MONTH}""", """{"strategy":"ema-cross",$MONTH,"parameters":{"fast":"5"},"cash":"5000","slippage":"fixed:5","fill":"nextOpen"}""", """{"strategy":"buy-and-hold","paths":["$FILE"]}"""],
        ["OptimizationRequest"] = ["""{"backtest":{"strategy":"ema-cross",$MONTH},"ranges":{"fast":"3,5"}}""", """{"backtest":{"strategy":"sma-cross",$MONTH},"ranges":{"fast":"3..9:2"},"search":"random","trials":2,"parallel":1}"""],
        ["ImportRequest"] = ["""{"paths":["$FILE"]}""", """{"paths":["$FILE"],"interval":"1m","timeZone":"UTC","replace":true}"""],
        ["AlertAcknowledgement"] = ["""{"alertIds":["1"]}"""],
        ["CredentialBody"] = ["""{"kind":"testnet","key":"k","secret":"s3cr3t"}""", """{"kind":"loopback","key":"k","secret":"s3cr3t","rest":"http://127.0.0.1:9","stream":"ws://127.0.0.1:9"}"""],
    };

    public static bool Has(Type type) => Known.ContainsKey(type.Name);

    /// <param name="file">In the place of $FILE.</param>
    public static IReadOnlyList<string> Of(Type type, string file) => [.. Known[type.Name].Select(good => good.Replace("$MONTH", Month, StringComparison.Ordinal).Replace("$FILE", file, StringComparison.Ordinal))];
}
