using System.Reflection;
using System.Text.Json;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Derives names, routes and types from a contract's interface. Both ends read the same one, so they cannot drift.</summary>
internal static class ContractRoutes
{
    public const string Root = "/internal";

    /// <summary>market-data for IMarketData.</summary>
    public static string ModuleName(Type contract) => Kebab(contract.Name[1..]);

    /// <summary>/internal/market-data/find-instruments for IMarketData.FindInstruments.</summary>
    public static string Route(MethodInfo method) => $"{Root}/{ModuleName(method.DeclaringType!)}/{Kebab(method.Name)}";

    /// <summary>A method's request, and its reply or the items of its stream: Task&lt;Reply&gt; or IAsyncEnumerable&lt;Item&gt; Name(Request, CancellationToken), always.</summary>
    public static Type[] Shape(MethodInfo method) => [method.GetParameters()[0].ParameterType, method.ReturnType.GetGenericArguments()[0]];

    /// <summary>Whether it answers with many items instead of one reply.</summary>
    public static bool IsStream(MethodInfo method) => method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
