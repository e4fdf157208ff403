using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Core and Strategies do no I/O, read no clock, roll no dice and know no machine: they use what is allowed, and nothing else.</summary>
internal static class PurityRules
{
    public static IEnumerable<string> OnlyAllowed(Assembly assembly)
    {
        var uses = Structure.Uses(assembly)
            .Where(use => !use.UsedType.Assembly.GetName().Name!.StartsWith("AlgoTrendy.", StringComparison.Ordinal))
            .Where(use => !IsAllowed(use))
            .Select(use => $"{use.UserName} uses {use.Name}");
        var native = Structure.Native(assembly).Select(method => $"{method.DeclaringType!.FullName} uses {method.Name}, which is not managed code");
        return uses.Concat(native).Distinct();
    }

    private static bool IsAllowed(Use use)
    {
        var type = use.UsedType.FullName!;
        return IsInert(use.UsedType)
            || FrameworkAllowed.Types.Any(name => Covers(name, type))
            || (FrameworkAllowed.Members.TryGetValue(Owner(type), out var members) && (use.Used is Type || members.Contains(use.Used.Name)))
            || (Structure.IsIterator(use.User) && use.Name == FrameworkAllowed.InIterators)
            || (Structure.IsCompilersOwn(use.User) && FrameworkAllowed.OfTheCompiler.Contains(type))
            || FrameworkAllowed.Exempt.Any(exempt => exempt.User == use.UserName && exempt.Namespaces.Split(' ').Any(name => Covers(name, type)));
    }

    /// <summary>Attributes, exceptions and delegates of the framework do nothing by themselves.</summary>
    private static bool IsInert(Type type) =>
        (type.Namespace is "System" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis" or "System.Runtime.CompilerServices" or "System.Reflection" or "System.ComponentModel" && (typeof(Attribute).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type)))
        || (type.Namespace == "System" && type.IsSubclassOf(typeof(Delegate)));

    /// <summary>A name with a dot at its end is a namespace without those below it, any other a type with those inside it.</summary>
    private static bool Covers(string name, string type) => name.EndsWith('.')
        ? Owner(type).StartsWith(name, StringComparison.Ordinal) && !Owner(type)[name.Length..].Contains('.', StringComparison.Ordinal)
        : Owner(type) == name;

    private static string Owner(string type) => type.Split('+')[0];
}
