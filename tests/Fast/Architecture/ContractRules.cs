using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>What modules promise one another: the shapes of the calls, and the types that travel in them.</summary>
internal static class ContractRules
{
    private const string Space = "AlgoTrendy.Contracts.";

    /// <summary>The interfaces of modules: I{Name} in AlgoTrendy.Contracts.{Name}.</summary>
    public static IReadOnlyList<Type> Of(Assembly contracts) =>
        [.. contracts.GetExportedTypes().Where(type => type.IsInterface && type.FullName == $"{Space}{type.Name[1..]}.{type.Name}")];

    public static IEnumerable<string> OneInterfaceAModule(Assembly contracts) =>
        from type in contracts.GetExportedTypes()
        where type.IsInterface && type.Namespace!.StartsWith(Space, StringComparison.Ordinal) && type.Namespace != Space + "Forms" && !Of(contracts).Contains(type)
        select $"{type.FullName} is an interface in Contracts, but not the one of its module: {Space}Name.IName.";

    public static IEnumerable<string> Shapes(IEnumerable<Type> contracts) =>
        from method in contracts.SelectMany(contract => contract.GetMethods())
        where !IsAsk(method)
        select $"{method.DeclaringType!.Name}.{method.Name} must be Task<Reply> {method.Name}(Request, CancellationToken).";

    public static IEnumerable<string> NoOverloads(IEnumerable<Type> contracts) =>
        from contract in contracts
        from name in contract.GetMethods().GroupBy(method => method.Name)
        where name.Count() > 1
        select $"{contract.Name}.{name.Key} has overloads; its route can lead to one only.";

    /// <summary>Every type that can travel: requests, replies, and what they are made of.</summary>
    public static IReadOnlyList<Type> Travelling(IEnumerable<Type> contracts)
    {
        var (seen, open) = (new HashSet<Type>(), new Stack<Type>());
        foreach (var method in contracts.SelectMany(contract => contract.GetMethods()).Where(IsAsk))
        {
            open.Push(method.GetParameters()[0].ParameterType);
            open.Push(method.ReturnType.GetGenericArguments()[0]);
        }

        while (open.TryPop(out var next))
            if (seen.Add(next))
                foreach (var part in Travellers.Parts(next)) open.Push(part);
        return [.. seen.OrderBy(type => type.ToString(), StringComparer.Ordinal)];
    }

    private static bool IsAsk(MethodInfo method) =>
        method.GetParameters() is [{ } request, { } token] && token.ParameterType == typeof(CancellationToken) && !request.ParameterType.IsByRef && request.ParameterType != typeof(CancellationToken)
        && method.ReturnType is { IsGenericType: true } reply && reply.GetGenericTypeDefinition() == typeof(Task<>)
        && !method.IsGenericMethod;
}
