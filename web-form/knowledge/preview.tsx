// An article as its customers read it, by the same parts that show it to them.
import { sectionsOf } from '../../src/domain/knowledge/article-text.ts';
import { ArticleSections } from '../article/sections.tsx';
import { useWords } from '../staff/language.ts';
import { knowledgeWords } from './words.ts';

interface PreviewProps {
  readonly title: string;
  readonly category: string;
  readonly text: string;
}

export function Preview({ title, category, text }: PreviewProps) {
  const words = useWords(knowledgeWords);
  return (
    <article className="article knowledge-preview">
      <p className="eyebrow">{words.categories[category] ?? category}</p>
      {title.trim() !== '' && (
        <h3 className="knowledge-preview-title" dir="auto">
          {title}
        </h3>
      )}
      <ArticleSections title={title} sections={sectionsOf(text)} level={4} />
    </article>
  );
}
